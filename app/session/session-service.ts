import type { LocalKeySource, Session, sessionEvents } from '../contract/session.ts'
import type { Emit } from '../contract/define.ts'
import { AppError, failureOf } from '../domain/app-error.ts'
import type { Log } from '../domain/log.ts'
import { parseApiKey } from './api-key.ts'
import { normaliseBaseUrl } from './base-url.ts'
import { checkKey } from './check-key.ts'
import { CurrentSession } from './current-session.ts'
import type { AccountListener, Keychain, LocalKeys, ProfileStore, StartSample, VerifyKey } from './ports.ts'
import { restoreSession, retryKeys } from './restore-session.ts'
import { LocalKeyGone } from './session-errors.ts'
import { SessionMemory } from './session-memory.ts'
import { signInToSample, signInWithKey, type SignInPorts } from './sign-in.ts'
import { Turns } from './turns.ts'

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
  readonly #memory: SessionMemory
  readonly #current: CurrentSession
  readonly #parts: SignInPorts
  readonly #turns = new Turns()

  constructor(options: SessionServiceOptions) {
    this.#options = options
    this.#memory = new SessionMemory(options)
    this.#current = new CurrentSession({ ...options, memory: this.#memory })
    this.#parts = { ...options, memory: this.#memory, current: this.#current }
  }

  get(): Session {
    return this.#current.session
  }

  restore(): Promise<Session> {
    return this.#turns.inTurn(() => this.#comeBack(() => this.#restore()))
  }

  retry(): Promise<Session> {
    return this.#turns.inTurn(() => {
      const { account, fallen } = this.#current
      if (account) return retryKeys(this.#parts)
      return this.#comeBack(() => (fallen ? this.#current.enter(fallen) : this.#restore()))
    })
  }

  fall(reason: AppError): Promise<Session> {
    return this.#turns.inTurn(() => this.#current.fall(reason))
  }

  async findLocalKeys(): Promise<readonly { readonly source: LocalKeySource; readonly location: string }[]> {
    const found = await this.#options.localKeys.find()
    return found.map(({ source, location }) => ({ source, location }))
  }

  signIn({ key, baseUrl }: { readonly key: string; readonly baseUrl: string }): Promise<Session> {
    return this.#cancellable(signal => {
      const address = { key: parseApiKey(key), baseUrl: normaliseBaseUrl(baseUrl) }
      return signInWithKey(this.#parts, address, signal)
    })
  }

  async signInWithLocalKey(request: { readonly source: LocalKeySource; readonly baseUrl: string }): Promise<Session> {
    const found = await this.#options.localKeys.find()
    const local = found.find(({ source }) => source === request.source)
    if (!local) throw new LocalKeyGone(`No key from ${request.source}`)
    return this.signIn({ key: local.key, baseUrl: request.baseUrl })
  }

  signInToSample(): Promise<Session> {
    return this.#cancellable(signal => signInToSample(this.#parts, signal))
  }

  cancelSignIn(): Session {
    this.#turns.cancel()
    return this.#current.session
  }

  signOut(): Promise<Session> {
    return this.#turns.inTurn(() => this.#signOut())
  }

  checkAgain(): Promise<Session> {
    return this.#turns.checkAfterLast(signal => checkKey(this.#parts, signal))
  }

  onAccountChange(listener: AccountListener): () => void {
    return this.#current.onAccountChange(listener)
  }

  async dispose(): Promise<void> {
    this.#turns.cancel()
    this.#options.keychain.close()
    await this.#turns.inTurn(() => this.#current.leave())
  }

  #cancellable(signIn: (signal: AbortSignal) => Promise<Session>): Promise<Session> {
    const current = this.#current
    return this.#turns.cancellable(signIn, () =>
      current.account ? current.session : current.announce(current.signedOut()),
    )
  }

  async #comeBack(enter: () => Promise<Session>): Promise<Session> {
    try {
      const session = await enter()
      // The check may take as long as the network does: the window must not wait for it.
      if (session.state === 'signed-in' && session.profile.kind === 'account') void this.checkAgain()
      return session
    } catch (error) {
      this.#options.log.error('The last session could not be restored', error)
      const reason = error instanceof AppError ? failureOf(error) : null
      return this.#current.announce({ ...this.#current.signedOut(), reason })
    }
  }

  async #restore(): Promise<Session> {
    const session = await restoreSession(this.#parts)
    const leftBehind = (await this.#memory.keys()).leftBehind()
    if (session.state === 'signed-in' && leftBehind.length > 0) void this.#turns.afterLast(() => retryKeys(this.#parts))
    return session
  }

  async #signOut(): Promise<Session> {
    const { session } = this.#current
    if (session.state !== 'signed-in') return session
    await this.#current.leave()
    await this.#memory.forgetKey(session.profile)
    await this.#memory.remember(session.profile, false)
    return this.#current.announce({ ...this.#current.signedOut(), reason: await this.#memory.whyKeyStays() })
  }
}
