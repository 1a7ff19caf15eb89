import type { Log } from '../domain/log.ts'
import type { Keychain } from '../session/ports.ts'
import type { KeychainAnswer, KeychainOrder } from './keychain-protocol.ts'
import type { SpawnWorker } from './workers.ts'

const service = 'Inductiva Desktop'

/** Time to type the password of a locked keychain. Afterwards the app goes on without, and can be asked to try again. */
const answerLimitMs = 20_000

export type KeychainOptions = {
  readonly log: Log
  readonly spawnWorker: SpawnWorker
  readonly limitMs?: number
}

type Order = { readonly type: 'read' | 'forget' } | { readonly type: 'keep'; readonly key: string }

/**
 * The operating system's keychain: Keychain on macOS, Credential Manager on Windows, the Secret Service on Linux. Where
 * it cannot be used, or does not answer, every operation answers why in a sentence; nothing is ever kept in a weaker place.
 */
export function createKeychain({ log, spawnWorker, limitMs = answerLimitMs }: KeychainOptions): Keychain {
  const closed = new AbortController()
  const ask = createAsk(spawnWorker, { limitMs, closed: closed.signal })
  const order = async (profileId: string, what: Order): Promise<KeyOrReason> => {
    const answer = await ask({ ...what, service, profileId })
    if (!('error' in answer)) return answer
    log.warn('The keychain cannot be used', { doing: what.type, reason: answer.error })
    return { reason: explainKeychainError(answer.error) }
  }
  return {
    async read(profileId) {
      const answer = await order(profileId, { type: 'read' })
      if ('reason' in answer) return { state: 'unavailable', reason: answer.reason }
      return answer.key === null ? { state: 'absent' } : { state: 'found', key: answer.key }
    },
    async keep(profileId, key) {
      const answer = await order(profileId, { type: 'keep', key })
      return 'reason' in answer ? { isKept: false, reason: answer.reason } : { isKept: true }
    },
    async forget(profileId) {
      const answer = await order(profileId, { type: 'forget' })
      return 'reason' in answer ? { isGone: false, reason: answer.reason } : { isGone: true }
    },
    close: () => closed.abort(),
  }
}

type KeyOrReason = { readonly key: string | null } | { readonly reason: string }

const noAnswer: KeychainAnswer = { error: 'no answer in time' }

/**
 * Each order in a thread of its own, and none for longer than the limit. A thread that waits for a bus that says nothing
 * cannot be ended, and the system would wait for it when the process ends: that is cut short then.
 */
function createAsk(
  spawnWorker: SpawnWorker,
  { limitMs, closed }: { readonly limitMs: number; readonly closed: AbortSignal },
): (order: KeychainOrder) => Promise<KeychainAnswer> {
  return order =>
    new Promise(resolve => {
      const worker = spawnWorker('platform/keychain-worker', { workerData: order })
      const giveUp = (): void => resolve(noAnswer)
      const limit = setTimeout(giveUp, closed.aborted ? 0 : limitMs)
      closed.addEventListener('abort', giveUp)
      process.on('exit', cutShort)
      const settle = (answer: KeychainAnswer): void => {
        clearTimeout(limit)
        closed.removeEventListener('abort', giveUp)
        process.off('exit', cutShort)
        resolve(answer)
      }
      worker.once('message', (answer: KeychainAnswer) => settle(answer))
      worker.once('error', (error: Error) => settle({ error: error.message })) // the library's binary is missing
      worker.once('exit', code => settle({ error: `its thread ended with ${code}` }))
    })
}

function cutShort(): void {
  process.kill(process.pid, 'SIGKILL')
}

/** The library tells its failures apart by their text only. */
const explanations: readonly (readonly [RegExp, string])[] = [
  [/no answer in time/, 'The keychain of this computer did not answer. It may be waiting for its password, or hang.'],
  [
    /org\.freedesktop\.secrets was not provided/i,
    'This computer has no keychain service (GNOME Keyring, KWallet or KeePassXC).',
  ],
  [/dismissed|locked/i, 'The keychain of this computer is locked and was not unlocked.'],
  [/no result found/i, 'This computer has no default keychain yet.'],
  [
    /matched by|not valid utf-8/i,
    `The keychain of this computer has something of another program under the name “${service}”. Remove it there.`,
  ],
  [/dbus|d-bus/i, 'This computer has no desktop session through which a keychain could be reached.'],
]

function explainKeychainError(message: string): string {
  const [, sentence] = explanations.find(([pattern]) => pattern.test(message)) ?? []
  return sentence ?? 'The keychain of this computer cannot be used.'
}
