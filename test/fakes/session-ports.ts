import type { Keychain, LocalKey, LocalKeys, ProfileStore, StoredSession } from '../../app/session/ports.ts'

/** A keychain in memory that a test can lock. */
export class FakeKeychain implements Keychain {
  readonly keys = new Map<string, string>()
  lockedBecause: string | null = null

  read(profileId: string) {
    const key = this.keys.get(profileId)
    if (this.lockedBecause) return Promise.resolve({ state: 'unavailable', reason: this.lockedBecause } as const)
    return Promise.resolve(key === undefined ? ({ state: 'absent' } as const) : ({ state: 'found', key } as const))
  }

  keep(profileId: string, key: string) {
    if (this.lockedBecause) return Promise.resolve({ isKept: false, reason: this.lockedBecause } as const)
    this.keys.set(profileId, key)
    return Promise.resolve({ isKept: true } as const)
  }

  forget(profileId: string) {
    if (this.lockedBecause) return Promise.resolve({ isGone: false, reason: this.lockedBecause } as const)
    this.keys.delete(profileId)
    return Promise.resolve({ isGone: true } as const)
  }

  close(): void {
    // nothing waits
  }
}

export class FakeLocalKeys implements LocalKeys {
  keys: LocalKey[] = []
  baseUrl: string | null = null

  find() {
    return Promise.resolve(this.keys)
  }

  suggestedBaseUrl() {
    return this.baseUrl
  }
}

export class FakeProfileStore implements ProfileStore {
  stored: StoredSession | null = null

  load() {
    return Promise.resolve(this.stored)
  }

  save(session: StoredSession) {
    this.stored = session
    return Promise.resolve()
  }
}
