import type { AsyncEntry } from '@napi-rs/keyring'
import type { Log } from '../domain/log.ts'
import type { Keychain } from '../session/ports.ts'

const service = 'Inductiva Desktop'

/**
 * The operating system's keychain: Keychain on macOS, Credential Manager on Windows, the Secret Service on Linux. Where
 * it cannot be used, every operation answers why in a sentence; nothing is ever kept in a weaker place instead.
 */
export function createKeychain(log: Log): Keychain {
  const explain = (doing: string, error: unknown): string => {
    log.warn('The keychain cannot be used', { doing, reason: messageOf(error) })
    return explainKeychainError(messageOf(error))
  }
  return {
    async read(profileId) {
      try {
        const key = await (await openEntry(profileId)).getPassword()
        return key === null ? { state: 'absent' } : { state: 'found', key }
      } catch (error) {
        return { state: 'unavailable', reason: explain('reading', error) }
      }
    },
    async keep(profileId, key) {
      try {
        await (await openEntry(profileId)).setPassword(key)
        return { isKept: true }
      } catch (error) {
        return { isKept: false, reason: explain('keeping', error) }
      }
    },
    async forget(profileId) {
      try {
        await (await openEntry(profileId)).deleteCredential()
        return { isGone: true }
      } catch (error) {
        return { isGone: false, reason: explain('forgetting', error) }
      }
    },
  }
}

/** Pinned to the Secret Service: by itself the library would fall back to the kernel's memory without saying so. */
async function openEntry(profileId: string): Promise<AsyncEntry> {
  const { AsyncEntry: Entry } = await import('@napi-rs/keyring') // here, so that a missing binary is an answer too
  return new Entry(service, profileId, { linux: { store: 'secret-service' } })
}

/** The library tells its failures apart by their text only. */
const explanations: readonly (readonly [RegExp, string])[] = [
  [
    /org\.freedesktop\.secrets was not provided/i,
    'This computer has no keychain service (GNOME Keyring, KWallet or KeePassXC).',
  ],
  [/dismissed|locked/i, 'The keychain of this computer is locked and was not unlocked.'],
  [/no result found/i, 'This computer has no default keychain yet.'],
  [/dbus|d-bus/i, 'This computer has no desktop session through which a keychain could be reached.'],
]

function explainKeychainError(message: string): string {
  const [, sentence] = explanations.find(([pattern]) => pattern.test(message)) ?? []
  return sentence ?? 'The keychain of this computer cannot be used.'
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
