import {
  defaultBaseUrl,
  type LocalKeySource,
  type Profile,
  type Session,
  type sessionEvents,
} from '../contract/session.ts'
import type { Emit } from '../contract/define.ts'
import type { Failure } from '../contract/failures.ts'
import { AppError, failureOf } from '../domain/app-error.ts'
import type { Log } from '../domain/log.ts'
import { KeyRefused } from '../domain/service-errors.ts'
import { parseApiKey } from './api-key.ts'
import { normaliseBaseUrl } from './base-url.ts'
import { createKeptKeys, type KeptKeys } from './kept-keys.ts'
import { accountProfile, refreshedProfile, sampleProfile } from './profiles.ts'
import type {
  AccountListener,
  ActiveAccount,
  Keychain,
  LocalKeys,
  ProfileStore,
  StartSample,
  VerifyKey,
} from './ports.ts'
import { LocalKeyGone, NewKeyRefused, SampleUnavailable } from './session-errors.ts'

export type SessionServiceOptions = {
  readonly keychain: Keychain
  readonly localKeys: LocalKeys
  readonly accounts: ProfileStore
  readonly verifyKey: VerifyKey
  readonly startSample: StartSample | null // null where the sample account is not available
  readonly emit: Emit<typeof sessionEvents>
  readonly log: Log
  /** Told of every key before it is used, so that it gets into no log. */
  readonly hideKey: (key: string) => void
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
  /** Ends the sign-in that is under way, if any: it then answers the session there was before. */
  cancelSignIn(): Session
  signOut(): Promise<Session>
  /**
   * Tries again what did not work: to come back after `fall` or to the account used last, to keep its key in the
   * keychain, to take another one out. Never fails: what still does not work is in the session.
   */
  retry(): Promise<Session>
  /** Takes the account down because of something that it cannot go on with. `retry` brings it back. */
  fall(reason: AppError): Promise<Session>
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
  #keys: Promise<KeptKeys> | undefined
  #fallen: ActiveAccount | null = null
  #lastOperation: Promise<unknown> = Promise.resolve()
  #runningCheck = new AbortController()
  #signingIn = new AbortController()

  constructor(options: SessionServiceOptions) {
    this.#options = options
    this.#session = { state: 'signed-out', baseUrl: this.#suggestedBaseUrl(), reason: null }
  }

  get(): Session {
    return this.#session
  }

  restore(): Promise<Session> {
    return this.#inTurn(() => this.#comeBack(() => this.#restore()))
  }

  retry(): Promise<Session> {
    return this.#inTurn(() => {
      if (this.#account) return this.#retryKeys(this.#account)
      const fallen = this.#fallen
      return this.#comeBack(() => (fallen ? this.#enter(fallen) : this.#restore()))
    })
  }

  fall(reason: AppError): Promise<Session> {
    return this.#inTurn(async () => {
      const account = this.#account
      if (!account) return this.#session
      this.#options.log.error('The account had to be taken down', reason)
      this.#fallen = account
      // Said first: taking it down may take its time, and what is asked of it meanwhile would find nobody signed in.
      const session = this.#announce({ ...this.#signedOut(), reason: failureOf(reason) })
      await this.#tellListeners(null).catch((error: unknown) =>
        this.#options.log.error('The account could not be taken down in order', error),
      )
      return session
    })
  }

  async findLocalKeys(): Promise<readonly { readonly source: LocalKeySource; readonly location: string }[]> {
    const found = await this.#options.localKeys.find()
    return found.map(({ source, location }) => ({ source, location }))
  }

  signIn({ key, baseUrl }: { readonly key: string; readonly baseUrl: string }): Promise<Session> {
    return this.#cancellable(signal => this.#signIn(parseApiKey(key), normaliseBaseUrl(baseUrl), signal))
  }

  async signInWithLocalKey(request: { readonly source: LocalKeySource; readonly baseUrl: string }): Promise<Session> {
    const found = await this.#options.localKeys.find()
    const local = found.find(({ source }) => source === request.source)
    if (!local) throw new LocalKeyGone(`No key from ${request.source}`)
    return this.signIn({ key: local.key, baseUrl: request.baseUrl })
  }

  signInToSample(): Promise<Session> {
    return this.#cancellable(signal => this.#signInToSample(signal))
  }

  cancelSignIn(): Session {
    this.#signingIn.abort()
    return this.#session
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
    this.#signingIn.abort()
    this.#options.keychain.close()
    await this.#inTurn(() => this.#tellListeners(null))
  }

  /** Whatever a cancelled sign-in still runs into is of no interest. */
  #cancellable(signIn: (signal: AbortSignal) => Promise<Session>): Promise<Session> {
    const { signal } = (this.#signingIn = new AbortController())
    return this.#inTurn(() =>
      signIn(signal).catch((error: unknown) => {
        if (!signal.aborted) throw error
        return this.#account ? this.#session : this.#announce(this.#signedOut())
      }),
    )
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

  async #comeBack(enter: () => Promise<Session>): Promise<Session> {
    try {
      const session = await enter()
      // The check may take as long as the network does: the window must not wait for it.
      if (session.state === 'signed-in' && session.profile.kind === 'account') void this.checkAgain()
      return session
    } catch (error) {
      this.#options.log.error('The last session could not be restored', error)
      return this.#announce({ ...this.#signedOut(), reason: error instanceof AppError ? failureOf(error) : null })
    }
  }

  async #restore(): Promise<Session> {
    const stored = await this.#options.accounts.load()
    const keys = await this.#keptKeys()
    if (!stored?.profile || !stored.isSignedIn) {
      const baseUrl = stored?.baseUrl ?? this.#suggestedBaseUrl()
      await this.#forgetLeftBehind()
      return this.#announce({ state: 'signed-out', baseUrl, reason: this.#whyKeyStays(keys) })
    }
    const { profile } = stored
    this.#session = { state: 'signed-out', baseUrl: profile.baseUrl, reason: null } // offered again if the key is not there
    const key = await keys.read(profile)
    this.#options.hideKey(key)
    const session = await this.#enter({ profile, key })
    if (keys.leftBehind().length > 0) void this.#afterLast(() => this.#retryKeys({ profile, key }))
    return session
  }

  /** What concerns the keychain while somebody is signed in. */
  async #retryKeys(account: ActiveAccount): Promise<Session> {
    await this.#forgetLeftBehind()
    if (this.#session.state !== 'signed-in') return this.#session
    const keys = await this.#keptKeys()
    const isInMemory = account.profile.keyStorage === 'memory'
    const profile = isInMemory ? await keys.keep(account.profile, account.key) : this.#session.profile
    this.#account = { ...account, profile }
    await this.#remember(profile, true)
    const { attention } = this.#session
    const ownAttention = attention?.code === 'key-stays' ? this.#whyKeyStays(keys) : attention
    return this.#announce({ state: 'signed-in', profile, attention: ownAttention })
  }

  async #signIn(key: string, baseUrl: string, signal: AbortSignal): Promise<Session> {
    this.#options.hideKey(key)
    const user = await this.#options.verifyKey({ baseUrl, key }, signal).catch(sayNothingWasSaved)
    signal.throwIfAborted()
    const profile = accountProfile(user, baseUrl)
    await this.#leaveFor(profile.id)
    const keptProfile = await (await this.#keptKeys()).keep(profile, key)
    try {
      signal.throwIfAborted() // a keychain that asks for its password takes its time
      return await this.#enter({ profile: keptProfile, key })
    } catch (error) {
      await this.#forgetKey(keptProfile) // nobody would ever find it there
      throw error
    }
  }

  async #signInToSample(signal: AbortSignal): Promise<Session> {
    const { startSample, log } = this.#options
    if (!startSample) throw new SampleUnavailable('There is no sample service here')
    const { baseUrl, key } = await startSample().catch((error: unknown) => {
      log.error('The sample service did not start', error)
      throw new SampleUnavailable('The sample service did not start', { cause: error })
    })
    const user = await this.#options.verifyKey({ baseUrl, key }, signal)
    signal.throwIfAborted()
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
    this.#fallen = null
    await this.#remember(account.profile, true)
    const attention = this.#whyKeyStays(await this.#keptKeys())
    return this.#announce({ state: 'signed-in', profile: account.profile, attention })
  }

  async #signOut(): Promise<Session> {
    const profile = this.#session.state === 'signed-in' ? this.#session.profile : null
    if (!profile) return this.#session
    await this.#tellListeners(null)
    await this.#forgetKey(profile)
    await this.#remember(profile, false)
    return this.#announce({ ...this.#signedOut(), reason: this.#whyKeyStays(await this.#keptKeys()) })
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
      const attention = this.#whyKeyStays(await this.#keptKeys())
      return this.#announce({ state: 'signed-in', profile, attention })
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

  async #forgetKey(profile: Profile): Promise<void> {
    await (await this.#keptKeys()).forget(profile)
  }

  /** Once nobody is signed in there is nobody's profile to remember it with. */
  async #forgetLeftBehind(): Promise<void> {
    const keys = await this.#keptKeys()
    if (keys.leftBehind().length === 0) return
    await keys.forgetLeftBehind()
    const { accounts } = this.#options
    const stored = await accounts.load()
    if (stored) await accounts.save({ ...stored, keysLeftBehind: keys.leftBehind() })
  }

  #keptKeys(): Promise<KeptKeys> {
    const { accounts, keychain, log } = this.#options
    return (this.#keys ??= accounts
      .load()
      .then(stored => createKeptKeys({ keychain, log, leftBehindBefore: stored?.keysLeftBehind ?? [] })))
  }

  #whyKeyStays(keys: KeptKeys): Failure | null {
    const stays = keys.stays()
    return stays && failureOf(stays)
  }

  async #tellListeners(account: ActiveAccount | null): Promise<void> {
    this.#account = account
    for (const listener of this.#listeners) await listener(account)
  }

  /** A look at the sample account is not remembered: it must not take the place of the person's own account. */
  async #remember(profile: Profile, isSignedIn: boolean): Promise<void> {
    if (profile.kind === 'sample') return
    const keysLeftBehind = (await this.#keptKeys()).leftBehind()
    await this.#options.accounts.save({ profile, baseUrl: profile.baseUrl, isSignedIn, keysLeftBehind })
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
