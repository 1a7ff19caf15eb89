import type { Emit } from '../contract/define.ts'
import type { Failure } from '../contract/failures.ts'
import { defaultBaseUrl, type Session, type sessionEvents } from '../contract/session.ts'
import { failureOf, type AppError } from '../domain/app-error.ts'
import type { Log } from '../domain/log.ts'
import type { AccountListener, ActiveAccount, LocalKeys } from './ports.ts'
import type { SessionMemory } from './session-memory.ts'

type SignedOut = Extract<Session, { state: 'signed-out' }>

type Options = {
  readonly localKeys: LocalKeys
  readonly emit: Emit<typeof sessionEvents>
  readonly log: Log
  readonly memory: SessionMemory
}

/** Who is signed in now: their services are up before it is announced, and down before it is somebody else. */
export class CurrentSession {
  readonly #options: Options
  readonly #listeners = new Set<AccountListener>()
  #session: Session
  #account: ActiveAccount | null = null
  #fallen: ActiveAccount | null = null

  constructor(options: Options) {
    this.#options = options
    this.#session = { state: 'signed-out', baseUrl: this.suggestedBaseUrl(), reason: null }
  }

  get session(): Session {
    return this.#session
  }

  get account(): ActiveAccount | null {
    return this.#account
  }

  /** Who was taken down by `fall`, until somebody is entered. */
  get fallen(): ActiveAccount | null {
    return this.#fallen
  }

  onAccountChange(listener: AccountListener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** The services come up before the session is announced, so that a window never asks for what is not there yet. */
  async enter(account: ActiveAccount): Promise<Session> {
    try {
      await this.#tellListeners(account)
    } catch (error) {
      await this.leave()
      this.announce(this.signedOut())
      throw error
    }
    this.#fallen = null
    const { memory } = this.#options
    await memory.remember(account.profile, true)
    return this.announce({ state: 'signed-in', profile: account.profile, attention: await memory.whyKeyStays() })
  }

  /** Takes the account's services down. What is announced then is the caller's to say. */
  async leave(): Promise<void> {
    await this.#tellListeners(null)
  }

  async fall(reason: AppError): Promise<Session> {
    const account = this.#account
    if (!account) return this.#session
    const { log } = this.#options
    log.error('The account had to be taken down', reason)
    this.#fallen = account
    // Said first: taking it down may take its time, and what is asked of it meanwhile would find nobody signed in.
    const session = this.announce({ ...this.signedOut(), reason: failureOf(reason) })
    await this.leave().catch((error: unknown) => log.error('The account could not be taken down in order', error))
    return session
  }

  /** The same account, of which more is known by now. */
  async renew(account: ActiveAccount, attention: Failure | null): Promise<Session> {
    this.#account = account
    await this.#options.memory.remember(account.profile, true)
    return this.announce({ state: 'signed-in', profile: account.profile, attention })
  }

  announce(session: Session): Session {
    this.#session = session
    this.#options.emit('sessionChanged', session)
    return session
  }

  /** The server that is offered to sign in to, should nobody come back. */
  offer(baseUrl: string): void {
    this.#session = { state: 'signed-out', baseUrl, reason: null }
  }

  /** What the session is once nobody is signed in. */
  signedOut(): SignedOut {
    if (this.#session.state === 'signed-out') return this.#session
    const { kind, baseUrl } = this.#session.profile
    return { state: 'signed-out', baseUrl: kind === 'sample' ? this.suggestedBaseUrl() : baseUrl, reason: null }
  }

  suggestedBaseUrl(): string {
    return this.#options.localKeys.suggestedBaseUrl() ?? defaultBaseUrl
  }

  async #tellListeners(account: ActiveAccount | null): Promise<void> {
    this.#account = account
    for (const listener of this.#listeners) await listener(account)
  }
}
