/** One operation at a time, in the order of asking, so that signing out never overtakes signing in. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve()
  #check = new AbortController()
  #signIn = new AbortController()

  /** What a person asks for does not wait for a check in the background. */
  inTurn<T>(operation: () => Promise<T>): Promise<T> {
    this.#check.abort()
    return this.afterLast(operation)
  }

  /** Waits for whatever is under way, checks included. */
  afterLast<T>(operation: () => Promise<T>): Promise<T> {
    const result = this.#last.then(operation, operation)
    this.#last = result.catch(() => undefined) // the caller hears of the failure; the next one need not
    return result
  }

  /** Gives way to what a person asks for meanwhile. */
  checkAfterLast<T>(check: (signal: AbortSignal) => Promise<T>): Promise<T> {
    return this.afterLast(() => check((this.#check = new AbortController()).signal))
  }

  /** Until `cancel`. Whatever a cancelled sign-in still runs into is of no interest: it answers what is `instead`. */
  cancellable<T>(signIn: (signal: AbortSignal) => Promise<T>, instead: () => T): Promise<T> {
    const { signal } = (this.#signIn = new AbortController())
    return this.inTurn(() =>
      signIn(signal).catch((error: unknown) => {
        if (!signal.aborted) throw error
        return instead()
      }),
    )
  }

  /** Ends the sign-in that is under way or waits for its turn, if any. */
  cancel(): void {
    this.#signIn.abort()
  }
}
