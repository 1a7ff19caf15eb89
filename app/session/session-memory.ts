import type { Failure } from '../contract/failures.ts'
import type { Profile } from '../contract/session.ts'
import { failureOf } from '../domain/app-error.ts'
import type { Log } from '../domain/log.ts'
import { createKeptKeys, type KeptKeys } from './kept-keys.ts'
import type { Keychain, ProfileStore, StoredSession } from './ports.ts'

type Ports = { readonly accounts: ProfileStore; readonly keychain: Keychain; readonly log: Log }

/** What outlives the app: who was signed in last, and the keys in the keychain. */
export class SessionMemory {
  readonly #ports: Ports
  #keys: Promise<KeptKeys> | undefined

  constructor(ports: Ports) {
    this.#ports = ports
  }

  lastSession(): Promise<StoredSession | null> {
    return this.#ports.accounts.load()
  }

  keys(): Promise<KeptKeys> {
    const { keychain, log } = this.#ports
    return (this.#keys ??= this.lastSession().then(stored =>
      createKeptKeys({ keychain, log, leftBehindBefore: stored?.keysLeftBehind ?? [] }),
    ))
  }

  /** A look at the sample account is not remembered: it must not take the place of the person's own account. */
  async remember(profile: Profile, isSignedIn: boolean): Promise<void> {
    if (profile.kind === 'sample') return
    const keysLeftBehind = (await this.keys()).leftBehind()
    await this.#ports.accounts.save({ profile, baseUrl: profile.baseUrl, isSignedIn, keysLeftBehind })
  }

  async forgetKey(profile: Profile): Promise<void> {
    await (await this.keys()).forget(profile)
  }

  /** Once nobody is signed in there is nobody's profile to remember it with. */
  async forgetLeftBehind(): Promise<void> {
    const keys = await this.keys()
    if (keys.leftBehind().length === 0) return
    await keys.forgetLeftBehind()
    const stored = await this.lastSession()
    if (stored) await this.#ports.accounts.save({ ...stored, keysLeftBehind: keys.leftBehind() })
  }

  async whyKeyStays(): Promise<Failure | null> {
    const stays = (await this.keys()).stays()
    return stays && failureOf(stays)
  }
}
