import { setImmediate as breathe } from 'node:timers/promises'
import { byteLength } from '../domain/byte-range.ts'
import type { BatchUnit } from '../domain/transfer/plan-units.ts'
import { receiveUntilStopped } from './receive.ts'
import { targetOf, type SessionContext } from './session-context.ts'
import type { TransferPlan } from './transfer-plan.ts'

/** Small entries: fetched many in one request, written by a worker. */
export interface BatchDownloads {
  /** Resolves once the bytes are here and handed to a worker; what becomes of them is tracked. */
  fetch(unit: BatchUnit): Promise<void>
  /** Whether requests wait until something is written. */
  isWaiting(): boolean
  /** Lets go of requests that wait for room. */
  stop(): void
}

/** @param admits  Whether one more may go besides so many that are on their way or not written yet. */
export function createBatchDownloads(
  context: SessionContext,
  admits: (outstanding: number) => boolean,
): BatchDownloads {
  let outstanding = 0
  let isStopped = false
  let waiting: (() => void)[] = []
  let lastTurn = Promise.resolve()
  const letOn = (): void => {
    const released = waiting
    waiting = []
    for (const goOn of released) goOn()
  }
  const enter = async (): Promise<void> => {
    while (!isStopped && !admits(outstanding)) await new Promise<void>(resolve => waiting.push(resolve))
    outstanding++
  }
  const leave = (): void => {
    outstanding--
    letOn()
  }
  /** One batch at a time, with room for other work of the main thread in between: several often arrive together. */
  const handOver = async (unit: BatchUnit, bytes: Uint8Array<ArrayBuffer>): Promise<void> => {
    await (lastTurn = lastTurn.then(() => breathe()))
    await writeBatch(context, unit, bytes)
  }
  return {
    async fetch(unit) {
      await enter()
      let written = Promise.resolve()
      try {
        const { bytes, receivedBytes } = await receiveUntilStopped(unit.range, context.receiving)
        const arrived = arrivedPart(context.plan, unit, receivedBytes)
        context.receiving.onBytes(byteLength(arrived.range) - receivedBytes)
        if (arrived.entries.length > 0) written = handOver(arrived, bytes)
      } finally {
        context.track(written.finally(leave))
      }
    },
    isWaiting: () => waiting.length > 0,
    stop() {
      isStopped = true
      letOn()
    },
  }
}

/** Of a batch that was stopped on its way, the entries that are here as a whole; what came of the next one is lost. */
function arrivedPart(plan: TransferPlan, { range, entries, kind }: BatchUnit, receivedBytes: number): BatchUnit {
  const receivedEnd = range.start + receivedBytes
  if (receivedEnd === range.end) return { kind, range, entries }
  const ends = entries.map(index => Math.min(targetOf(plan, index).endOffset, range.end))
  const whole = entries.filter((_, place) => (ends[place] ?? Infinity) <= receivedEnd)
  const end = Math.max(range.start, ...ends.filter(end => end <= receivedEnd))
  return { kind, range: { start: range.start, end }, entries: whole }
}

async function writeBatch(context: SessionContext, unit: BatchUnit, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  const { plan, destination, stagingFolder, extractor, results } = context
  const { range } = unit
  const positions = Uint32Array.from(unit.entries)
  const entries = { ...plan.targets.forThreads(unit.entries), positions, range, destination }
  const { written, others, trouble } = await extractor.writeBatch({ bytes, entries, stagingFolder })
  results.settleWritten(written)
  for (const [place, outcome] of others) results.settle(targetOf(plan, unit.entries[place] ?? -1), outcome)
  if (trouble) context.onTrouble(trouble)
}
