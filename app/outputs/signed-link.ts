/** Asks the service for an address that grants reading. Guarded like a credential. */
export type SignUrl = (signal: AbortSignal) => Promise<string>

/** A signed URL and which renewal it came from, so that a refusal of an older one does not cost a newer one. */
export type HeldLink = { readonly url: string; readonly generation: number }

type Pending = { readonly link: Promise<HeldLink>; readonly cancel: AbortController; waiting: number }

/**
 * One signed URL shared by all requests for an object. However many requests see it refused, it is renewed once; the
 * service is asked no longer than anyone waits for its answer.
 */
export class SignedLink {
  readonly #signUrl: SignUrl
  #held: HeldLink | undefined
  #pending: Pending | undefined
  #generation = 0

  constructor(signUrl: SignUrl) {
    this.#signUrl = signUrl
  }

  /** The link in use, or a first one. Rejects with the signal's reason on abort. */
  async get(signal: AbortSignal): Promise<HeldLink> {
    signal.throwIfAborted()
    return this.#held ?? this.#wait((this.#pending ??= this.#ask()), signal)
  }

  /** Drops a link that storage refused. Does nothing when it has been renewed since. */
  drop(refused: HeldLink): void {
    if (this.#held?.generation === refused.generation) this.#held = undefined
  }

  #ask(): Pending {
    const cancel = new AbortController()
    const generation = ++this.#generation
    const link = this.#signUrl(cancel.signal).then(url => ({ url, generation }))
    const pending: Pending = { link, cancel, waiting: 0 }
    const settled = () => {
      if (this.#pending === pending) this.#pending = undefined
    }
    link.then(held => {
      if (this.#pending === pending) this.#held = held
    }, settled) // the failure itself goes to those who wait
    link.then(settled, settled)
    return pending
  }

  async #wait(pending: Pending, signal: AbortSignal): Promise<HeldLink> {
    pending.waiting++
    const { promise: aborted, reject } = Promise.withResolvers<never>()
    const abort = () => {
      reject(signal.reason as Error)
    }
    signal.addEventListener('abort', abort, { once: true })
    try {
      return await Promise.race([pending.link, aborted])
    } finally {
      signal.removeEventListener('abort', abort)
      this.#leave(pending)
    }
  }

  #leave(pending: Pending): void {
    if (--pending.waiting > 0 || this.#pending !== pending) return
    this.#pending = undefined
    pending.cancel.abort()
  }
}
