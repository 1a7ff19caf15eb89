import type { Clock } from '../domain/clock.ts'

/** Ends are often found several at once: what comes within this time is told together. */
const gatherMs = 1_500
/** Nobody waits longer than this, however many come. */
const gatherAtMostMs = 10_000

/** Waits for what may still come, so that it is told together. */
export class Gathering {
  readonly #clock: Clock
  readonly #release: () => void
  #sinceMs: number | null = null
  #cancelRelease: (() => void) | undefined

  constructor(clock: Clock, release: () => void) {
    this.#clock = clock
    this.#release = release
  }

  /** Something has come. */
  extend(): void {
    const nowMs = this.#clock.nowMs()
    this.#sinceMs ??= nowMs
    this.#cancelRelease?.()
    const delayMs = Math.max(0, Math.min(gatherMs, this.#sinceMs + gatherAtMostMs - nowMs))
    this.#cancelRelease = this.#clock.after(delayMs, this.#release)
  }

  /** What has come is told now. */
  end(): void {
    this.#cancelRelease?.()
    this.#cancelRelease = undefined
    this.#sinceMs = null
  }
}
