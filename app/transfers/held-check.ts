import { randomUUID } from 'node:crypto'
import { checkIdSchema, type Check, type CheckId } from '../contract/checks.ts'
import type { CheckOrder } from './check-order.ts'
import type { CheckServicePorts } from './check-ports.ts'
import { runCheck, type CheckEnd } from './check-run.ts'
import { nothingFound } from './findings.ts'
import { failureToShow, unexpectedFailure } from './judge-error.ts'

/** Progress is told this often at most. */
const tellEveryMs = 250

/** One check as it is held in memory: how far it is, told as it goes, and in the end what it found. */
export class HeldCheck {
  readonly order: CheckOrder
  readonly #ports: CheckServicePorts
  readonly #aborter = new AbortController()
  #check: Check
  #end: CheckEnd | undefined
  #running: Promise<void> = Promise.resolve()
  #cancelTelling: (() => void) | undefined
  #isDropped = false

  constructor(order: CheckOrder, ports: CheckServicePorts) {
    this.order = order
    this.#ports = ports
    this.#check = newCheck(checkIdSchema.parse(randomUUID()), order, ports.titleOf(order.taskId))
  }

  get check(): Check {
    return this.#check
  }

  /** What it found; undefined as long as it is not done. */
  get end(): CheckEnd | undefined {
    return this.#end
  }

  get hasEnded(): boolean {
    const { state } = this.#check
    return state === 'done' || state === 'failed' || state === 'cancelled'
  }

  /** Answers what the next one waits for. Never fails. */
  runAfter(before: Promise<void>): Promise<void> {
    this.#running = before.then(() => this.#run())
    return this.#running
  }

  /** Resolves once nothing of it is under way. Idempotent. */
  async cancel(): Promise<void> {
    if (!this.hasEnded) {
      this.#become({ state: 'cancelled' })
      this.#aborter.abort(new Error('the comparison was called off'))
    }
    await this.#running
  }

  tell(): void {
    this.#cancelTelling?.()
    this.#cancelTelling = undefined
    if (!this.#isDropped) this.#ports.emit('checkChanged', this.#check)
  }

  /** Nobody is told of it any more. */
  drop(): void {
    this.#isDropped = true
    this.#cancelTelling?.()
  }

  async #run(): Promise<void> {
    const { signal } = this.#aborter
    try {
      signal.throwIfAborted()
      this.#become({ state: 'reading-index' })
      const onProgress = (amounts: Partial<Check>): void => this.#onProgress(amounts)
      this.#end = await runCheck(this.order, { ...this.#ports, signal, onProgress })
      const { findings, same, refused } = this.#end
      const { counts, fetchBytes } = findings
      this.#become({ state: 'done', same, refused, findings: { ...counts }, fetchBytes: { ...fetchBytes } })
    } catch (error) {
      if (signal.aborted) return
      const failure = failureToShow(error)
      if (!failure) this.#ports.log.error('A comparison stopped unexpectedly', error, { check: this.#check.id })
      this.#become({ state: 'failed', failure: failure ?? unexpectedFailure })
    }
  }

  /** Amounts change far more often than anybody wants to hear. */
  #onProgress(amounts: Partial<Check>): void {
    if (this.#check.state === 'reading-index') {
      this.#become({ state: 'running', ...amounts })
      return
    }
    this.#change(amounts)
    this.#cancelTelling ??= this.#ports.clock.after(tellEveryMs, () => this.tell())
  }

  #become(next: Partial<Check>): void {
    this.#change(next)
    this.tell()
  }

  #change(next: Partial<Check>): void {
    this.#check = { ...this.#check, ...next, revision: this.#check.revision + 1 }
  }
}

function newCheck(id: CheckId, { kind, taskId, archive, path }: CheckOrder, title: string): Check {
  return {
    ...{ id, kind, taskId, title, archive, path, state: 'queued' },
    ...{ checkedFiles: 0, totalFiles: null, checkedBytes: 0, totalBytes: null, same: 0, refused: 0 },
    ...{ findings: { ...nothingFound }, fetchBytes: { ...nothingFound }, failure: null, revision: 1 },
  }
}
