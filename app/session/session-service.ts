import {
  defaultBaseUrl,
  type LocalKeySource,
  type Profile,
  type Session,
  type sessionEvents,
} from '../contract/session.ts'
import type { Emit } from '../contract/define.ts'
import { AppError, failureOf } from '../domain/app-error.ts'
import type { Log } from '../domain/log.ts'
import { KeyRefused } from '../domain/service-errors.ts'
import { parseApiKey } from './api-key.ts'
import { normaliseBaseUrl } from './base-url.ts'
import { accountProfile, refreshedProfile, sampleProfile, withKeyStorage } from './profiles.ts'
import type {
  AccountListener,
  ActiveAccount,
  Keychain,
  LocalKeys,
  ProfileStore,
  StartSample,
  VerifyKey,
} from './ports.ts'
import { KeyNotRestored, LocalKeyGone, NewKeyRefused, SampleUnavailable } from './session-errors.ts'

export type SessionServiceOptions = {
  readonly keychain: Keychain
  readonly localKeys: LocalKeys
  readonly accounts: ProfileStore
  readonly verifyKey: VerifyKey
  readonly startSample: StartSample | null // null where the sample account is not available
  readonly emit: Emit<typeof sessionEvents>
  readonly log: Log
}

/** Who is signed in. One operation at a time; each answers the session it leaves behind. */
export interface SessionService {
  get(): Session
  /** Signs in again to the account used last, without network: the key is checked afterwards. Never fails. */
  restore(): Promise<Session>
  findLocalKeys(): Promise<readonly { readonly source: LocalKeySource; readonly location: string }[]>
  /** Checks the key with one call, then keeps it. A refused key is not stored. */
  signIn(request: { readonly key: string; readonly baseUrl: string }): Promise<Session>
  signInWithLocalKey(request: { readonly source: LocalKeySource; readonly baseUrl: string }): Promise<Session>
  signInToSample(): Promise<Session>
  signOut(): Promise<Session>
  /** Asks the service again whose key it is: fresh credits, and `attention` when the key is refused by now. */
  checkAgain(): Promise<Session>
  /** Listeners are awaited in turn before a session counts as signed in. Answers a function that stops it. */
  onAccountChange(listener: AccountListener): () => void
  /** Takes the account's services down and waits for what is under way. The session can be restored later. */
  dispose(): Promise<void>
}

export function createSessionService(options: SessionServiceOptions): SessionService {
  return new Sessions(options)
}

class Sessions implements SessionService {
  readonly #options: SessionServiceOptions
  readonly #listeners = new Set<AccountListener>()
  #session: Session
  #account: ActiveAccount | null = null
  #lastOperation: Promise<unknown> = Promise.resolve()
  #runningCheck = new AbortController()

  constructor(options: SessionServiceOptions) {
    this.#options = options
    this.#session = { state: 'signed-out', baseUrl: this.#suggestedBaseUrl(), reason: null }
  }

  get(): Session {
    return this.#session
  }

  restore(): Promise<Session> {
    return this.#inTurn(async () => {
      try {
        const session = await this.#restore()
        // The check may take as long as the network does: the window must not wait for it.
        if (session.state === 'signed-in' && session.profile.kind === 'account') void this.checkAgain()
        return session
      } catch (error) {
        this.#options.log.error('The last session could not be restored', error)
        return this.#announce({ ...this.#signedOut(), reason: error instanceof AppError ? failureOf(error) : null })
      }
    })
  }

  async findLocalKeys(): Promise<readonly { readonly source: LocalKeySource; readonly location: string }[]> {
    const found = await this.#options.localKeys.find()
    return found.map(({ source, location }) => ({ source, location }))
  }

  signIn({ key, baseUrl }: { readonly key: string; readonly baseUrl: string }): Promise<Session> {
    return this.#inTurn(() => this.#signIn(parseApiKey(key), normaliseBaseUrl(baseUrl)))
  }

  async signInWithLocalKey(request: { readonly source: LocalKeySource; readonly baseUrl: string }): Promise<Session> {
    const found = await this.#options.localKeys.find()
    const local = found.find(({ source }) => source === request.source)
    if (!local) throw new LocalKeyGone(`No key from ${request.source}`)
    return this.signIn({ key: local.key, baseUrl: request.baseUrl })
  }

  signInToSample(): Promise<Session> {
    return this.#inTurn(() => this.#signInToSample())
  }

  signOut(): Promise<Session> {
    return this.#inTurn(() => this.#signOut())
  }

  checkAgain(): Promise<Session> {
    return this.#afterLast(() => this.#check())
  }

  onAccountChange(listener: AccountListener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  async dispose(): Promise<void> {
    await this.#inTurn(() => this.#tellListeners(null))
  }

  /** What a person asks for does not wait for a check in the background. */
  #inTurn<T>(operation: () => Promise<T>): Promise<T> {
    this.#runningCheck.abort()
    return this.#afterLast(operation)
  }

  /** Operations wait for each other, so that signing out never overtakes signing in. */
  #afterLast<T>(operation: () => Promise<T>): Promise<T> {
    const result = this.#lastOperation.then(operation, operation)
    this.#lastOperation = result.catch(() => undefined) // the caller hears of the failure; the next one need not
    return result
  }

  async #restore(): Promise<Session> {
    const stored = await this.#options.accounts.load()
    if (!stored?.profile || !stored.isSignedIn) {
      return this.#announce({ state: 'signed-out', baseUrl: stored?.baseUrl ?? this.#suggestedBaseUrl(), reason: null })
    }
    const key = await this.#storedKey(stored.profile)
    return this.#enter({ profile: stored.profile, key })
  }

  async #storedKey({ id, keyStorage, username, baseUrl }: Profile): Promise<string> {
    this.#session = { state: 'signed-out', baseUrl, reason: null } // offered again if the key is not there
    if (keyStorage !== 'keychain') {
      throw new KeyNotRestored(
        username,
        'The key was kept in memory only, because this computer had no keychain for it.',
      )
    }
    const read = await this.#options.keychain.read(id)
    if (read.state === 'found') return read.key
    throw new KeyNotRestored(username, read.state === 'absent' ? 'The keychain no longer has the key.' : read.reason)
  }

  async #signIn(key: string, baseUrl: string): Promise<Session> {
    const user = await this.#options.verifyKey({ baseUrl, key }).catch(sayNothingWasSaved)
    const profile = accountProfile(user, baseUrl)
    await this.#leaveFor(profile.id)
    const kept = await this.#options.keychain.keep(profile.id, key)
    const keptProfile = withKeyStorage(profile, kept)
    try {
      return await this.#enter({ profile: keptProfile, key })
    } catch (error) {
      await this.#forgetKey(keptProfile) // nobody would ever find it there
      throw error
    }
  }

  async #signInToSample(): Promise<Session> {
    const { startSample, log } = this.#options
    if (!startSample) throw new SampleUnavailable('There is no sample service here')
    const { baseUrl, key } = await startSample().catch((error: unknown) => {
      log.error('The sample service did not start', error)
      throw new SampleUnavailable('The sample service did not start', { cause: error })
    })
    const user = await this.#options.verifyKey({ baseUrl, key })
    await this.#leaveFor('sample')
    return this.#enter({ profile: sampleProfile(user, baseUrl), key })
  }

  /** The services come up before the session is announced, so that a window never asks for what is not there yet. */
  async #enter(account: ActiveAccount): Promise<Session> {
    try {
      await this.#tellListeners(account)
    } catch (error) {
      await this.#tellListeners(null)
      this.#announce(this.#signedOut())
      throw error
    }
    await this.#remember(account.profile, true)
    return this.#announce({ state: 'signed-in', profile: account.profile, attention: null })
  }

  async #signOut(): Promise<Session> {
    const profile = this.#session.state === 'signed-in' ? this.#session.profile : null
    if (!profile) return this.#session
    await this.#tellListeners(null)
    await this.#forgetKey(profile)
    await this.#remember(profile, false)
    return this.#announce({ ...this.#signedOut(), reason: null })
  }

  async #check(): Promise<Session> {
    const account = this.#account
    if (!account || this.#session.state !== 'signed-in') return this.#session
    const { signal } = (this.#runningCheck = new AbortController())
    try {
      const user = await this.#options.verifyKey({ baseUrl: account.profile.baseUrl, key: account.key }, signal)
      const profile = refreshedProfile(account.profile, user)
      this.#account = { ...account, profile }
      await this.#remember(profile, true)
      return this.#announce({ state: 'signed-in', profile, attention: null })
    } catch (error) {
      return this.#reportCheck(error, account.profile)
    }
  }

  /** Only a refused key needs the person. Without network everything known stays usable, and the mirror says so. */
  #reportCheck(error: unknown, profile: Profile): Session {
    if (error instanceof AppError && error.code === 'key-refused') {
      return this.#announce({ state: 'signed-in', profile, attention: failureOf(error) })
    }
    this.#options.log.info('The key could not be checked now', { reason: String(error) })
    return this.#session
  }

  /** Takes the account before down. Its key goes too, unless the next session is of the same account. */
  async #leaveFor(nextProfileId: string): Promise<void> {
    const before = this.#account?.profile
    if (!before) return
    await this.#tellListeners(null)
    if (before.id !== nextProfileId) await this.#forgetKey(before)
  }

  async #forgetKey({ id, keyStorage }: Profile): Promise<void> {
    if (keyStorage !== 'keychain') return
    const forgotten = await this.#options.keychain.forget(id)
    if (!forgotten.isGone) this.#options.log.warn('A key stays in the keychain', { reason: forgotten.reason })
  }

  async #tellListeners(account: ActiveAccount | null): Promise<void> {
    this.#account = account
    for (const listener of this.#listeners) await listener(account)
  }

  /** A look at the sample account is not remembered: it must not take the place of the person's own account. */
  async #remember(profile: Profile, isSignedIn: boolean): Promise<void> {
    if (profile.kind === 'sample') return
    await this.#options.accounts.save({ profile, baseUrl: profile.baseUrl, isSignedIn })
  }

  #signedOut(): Extract<Session, { state: 'signed-out' }> {
    if (this.#session.state === 'signed-out') return this.#session
    const { kind, baseUrl } = this.#session.profile
    return { state: 'signed-out', baseUrl: kind === 'sample' ? this.#suggestedBaseUrl() : baseUrl, reason: null }
  }

  #suggestedBaseUrl(): string {
    return this.#options.localKeys.suggestedBaseUrl() ?? defaultBaseUrl
  }

  #announce(session: Session): Session {
    this.#session = session
    this.#options.emit('sessionChanged', session)
    return session
  }
}

function sayNothingWasSaved(error: unknown): never {
  throw error instanceof KeyRefused ? new NewKeyRefused(error) : error
}
