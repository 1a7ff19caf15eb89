import type { Profile } from '../contract/session.ts'
import type { Log } from '../domain/log.ts'
import { parseApiKey } from './api-key.ts'
import type { Keychain } from './ports.ts'
import { withKeyStorage } from './profiles.ts'
import { KeyMalformed, KeyNotRestored, KeyStays } from './session-errors.ts'

/** The keys that this app has put into the keychain, and those that it could not take out again. */
export interface KeptKeys {
  /** @throws KeyNotRestored, with the reason in a sentence */
  read(profile: Profile): Promise<string>
  /** Answers the profile with where its key is now. Where there is no keychain, that is memory, and why. */
  keep(profile: Profile, key: string): Promise<Profile>
  /** Takes a key out. Where that fails it is tried again with `forgetLeftBehind`. */
  forget(profile: Profile): Promise<void>
  forgetLeftBehind(): Promise<void>
  /** Ids of profiles whose key should not be in the keychain any more and is. */
  leftBehind(): readonly string[]
  /** What to tell about them; null where there are none. */
  stays(): KeyStays | null
}

/** @param leftBehindBefore  What `leftBehind` answered when the app ended. */
export function createKeptKeys(options: {
  readonly keychain: Keychain
  readonly log: Log
  readonly leftBehindBefore: readonly string[]
}): KeptKeys {
  const { keychain, log } = options
  const leftBehind = new Set(options.leftBehindBefore)
  let reason: string | null = null
  const forgetOne = async (profileId: string): Promise<void> => {
    const forgotten = await keychain.forget(profileId)
    if (forgotten.isGone) {
      leftBehind.delete(profileId)
      return
    }
    leftBehind.add(profileId)
    reason = forgotten.reason
    log.warn('A key stays in the keychain', { reason })
  }
  return {
    async read({ id, keyStorage, username }) {
      if (keyStorage !== 'keychain') throw KeyNotRestored.fromMemory(username)
      const read = await keychain.read(id)
      if (read.state === 'unavailable') throw KeyNotRestored.forNow(username, read.reason)
      if (read.state === 'absent') throw KeyNotRestored.forGood(username, 'The keychain no longer has the key.')
      return parseStoredKey(read.key, username)
    },
    async keep(profile, key) {
      const kept = await keychain.keep(profile.id, key)
      if (kept.isKept) leftBehind.delete(profile.id)
      return withKeyStorage(profile, kept)
    },
    async forget({ id, keyStorage }) {
      if (keyStorage === 'keychain') return forgetOne(id)
      // One that did not answer in time may have kept the key afterwards. Where there is none, nothing stays.
      if (keyStorage === 'memory') await keychain.forget(id)
    },
    async forgetLeftBehind() {
      for (const profileId of [...leftBehind]) await forgetOne(profileId)
    },
    leftBehind: () => [...leftBehind],
    stays: () => (leftBehind.size === 0 ? null : new KeyStays(reason)),
  }
}

/** Another program, or a person, may have put something else in its place: that goes to no server. */
function parseStoredKey(text: string, username: string): string {
  try {
    return parseApiKey(text)
  } catch (error) {
    if (!(error instanceof KeyMalformed)) throw error
    throw KeyNotRestored.forGood(username, 'The keychain has something else in place of the key.')
  }
}
