import { join } from 'node:path'
import { setImmediate as breathe } from 'node:timers/promises'
import type { BatchUnit } from '../domain/transfer/plan-units.ts'
import type { BatchedEntry } from './extract-protocol.ts'
import { receiveWhole } from './receive.ts'
import { targetOf, type SessionContext } from './session-context.ts'
import type { Target } from './transfer-plan.ts'

/** Batches that wait for a worker at most; bounds the memory they take. */
const longestLine = 4

/** Small entries: fetched many in one request, written by a worker. */
export interface BatchDownloads {
  /** Resolves once the bytes are here and handed to a worker; what becomes of them is tracked. */
  fetch(unit: BatchUnit): Promise<void>
  /** Lets go of requests that wait for room. */
  stop(): void
}

export function createBatchDownloads(context: SessionContext): BatchDownloads {
  let inLine = 0
  let isStopped = false
  let waiting: (() => void)[] = []
  let lastTurn = Promise.resolve()
  const letOn = (): void => {
    const released = waiting
    waiting = []
    for (const goOn of released) goOn()
  }
  const room = async (): Promise<void> => {
    while (inLine >= longestLine && !isStopped) await new Promise<void>(resolve => waiting.push(resolve))
  }
  /** One batch at a time, with room for other work of the main thread in between: several often arrive together. */
  const handOver = async (unit: BatchUnit, bytes: Uint8Array<ArrayBuffer>): Promise<void> => {
    inLine++
    try {
      await (lastTurn = lastTurn.then(() => breathe()))
      await writeBatch(context, unit, bytes)
    } finally {
      inLine--
      letOn()
    }
  }
  return {
    async fetch(unit) {
      await room()
      const bytes = await receiveWhole(unit.range, context.receiving)
      context.track(handOver(unit, bytes))
    },
    stop() {
      isStopped = true
      letOn()
    },
  }
}

async function writeBatch(context: SessionContext, unit: BatchUnit, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  const { plan, destination, stagingFolder, extractor, results } = context
  const targets = unit.entries.map(index => targetOf(plan, index))
  const entries = targets.map(target => batchedEntry(target, unit, destination))
  const { others, left, trouble } = await extractor.writeBatch({ bytes, entries, stagingFolder })
  const unwritten = new Set([...others.keys(), ...left])
  results.settleWritten(targets.filter((_, place) => !unwritten.has(place)))
  for (const [place, outcome] of others) results.settle(targetOf(plan, unit.entries[place] ?? -1), outcome)
  if (trouble) context.onTrouble(trouble)
}

function batchedEntry(target: Target, { range }: BatchUnit, destination: string): BatchedEntry {
  const { index, method, compressedBytes, sizeBytes, crc32, modifiedAtMs, mayReplace } = target
  const path = join(destination, target.localPath)
  const bounds = {
    offset: target.headerOffset - range.start,
    limit: Math.min(target.endOffset, range.end) - range.start,
  }
  return { index, method, compressedBytes, sizeBytes, crc32, modifiedAtMs, mayReplace, path, ...bounds }
}
