import type { Failure } from '../contract/failures.ts'
import type { Clock } from '../domain/clock.ts'
import { planAnew, planSegments, type WorkUnit } from '../domain/transfer/plan-units.ts'
import type { TransferEvent } from '../domain/transfer/transfer-phase.ts'
import { createBatchDownloads } from './batch-downloads.ts'
import { wholeObject } from './checkpoint-store.ts'
import { createConnections, type Connections } from './connections.ts'
import { diskFailure } from './disk-failure.ts'
import { createEntryResults } from './entry-results.ts'
import type { DiskTrouble } from './extract-protocol.ts'
import { createLargeDownloads } from './large-downloads.ts'
import type { RateLimiter } from './rate-limiter.ts'
import type { Receiving } from './receive.ts'
import { targetOf, type SessionContext } from './session-context.ts'
import { createTally, type Tally } from './tally.ts'
import type { FailedEntries } from './transfer-errors.ts'
import type { TransferProgress } from './transfer-record.ts'
import type { Target } from './transfer-plan.ts'
import { createUnitQueue, type QueuedUnit } from './unit-queue.ts'

/** Carries out one plan: requests in parallel, bytes to the workers, outcomes on record. Decides nothing. */
export interface FetchSession {
  /** Sends requests, also again after a wait. Idempotent. */
  start(): void
  retryRequest(unit: number, delayMs: number): void
  /** No more requests until `start`. */
  parkRequest(unit: number): void
  refetchEntry(index: number): void
  giveUpEntry(index: number): void
  /** How the entries of the plan ended. */
  failedEntries(): FailedEntries
  /** Ends requests and workers. Resolves once everything finished is on record. */
  stop(): Promise<void>
}

export type SessionPorts = Pick<
  SessionContext,
  'plan' | 'destination' | 'stagingFolder' | 'disk' | 'extractor' | 'checkpointer'
> & {
  readonly connections: number // at most
  readonly limiter: RateLimiter
  readonly clock: Clock
  readonly jitter: () => number // 0 to 1
  readonly dispatch: (event: TransferEvent) => void
  readonly onProgress: (progress: TransferProgress) => void
  /** Errors that are not about one request: of the disk, of storage for good, bugs. */
  readonly onError: (error: unknown) => void
  /** What to show, and what the server asked to wait, of an error that another attempt may heal; else undefined. */
  readonly judge: (error: unknown) => { failure: Failure; retryAfterMs: number | null } | undefined
}

export function createFetchSession(given: SessionPorts): FetchSession {
  const ports = { ...given, onError: firstOnly(given.onError) }
  const { plan, clock, dispatch } = ports
  const aborter = new AbortController()
  const queue = createUnitQueue(clock)
  const failedUnits = new Map<number, QueuedUnit>()
  const tally = createTally(plan.progress, ports.onProgress)
  const silence = createSilence(clock, () => dispatch({ type: 'bytes-arrived' }))
  const connections = createConnections(clock, {
    most: ports.connections,
    carryOut: goesOn => connect(goesOn),
    isHeldBack: () => batches.isWaiting(),
  })
  const receiving = createReceiving(ports, { tally, silence, connections, signal: aborter.signal })
  const results = createEntryResults({ ...ports, tally })
  const jobs = createJobs(ports.onError, () => tellWhenFinished())
  const onTrouble = createOnTrouble(ports, tally)
  const context: SessionContext = { ...ports, receiving, tally, results, track: jobs.track, onTrouble }
  const batches = createBatchDownloads(context, outstanding => connections.admits(outstanding))
  const larges = createLargeDownloads(context, index =>
    queue.keep(unit => unit.kind === 'batch' || unit.entry !== index),
  )
  let told: 'nothing' | 'fetched' | 'written' = 'nothing'

  const tellWhenFinished = (): void => {
    if (aborter.signal.aborted || !queue.isEmpty()) return
    if (told === 'nothing') {
      told = 'fetched'
      dispatch({ type: 'all-fetched' })
    }
    if (told === 'written' || jobs.count() > 0) return
    told = 'written'
    dispatch({ type: 'all-written' })
  }
  const fetchUnit = (unit: WorkUnit): Promise<void> =>
    unit.kind === 'batch' ? batches.fetch(unit) : larges.fetch(unit)
  const attempt = async (queued: QueuedUnit): Promise<void> => {
    try {
      await fetchUnit(queued.unit)
      queue.finish(queued)
    } catch (error) {
      if (aborter.signal.aborted) return
      const judged = ports.judge(error)
      if (!judged) {
        ports.onError(error)
        return
      }
      failedUnits.set(queued.id, queued)
      connections.failed()
      const measured = { silentMs: silence.failed(), jitter: ports.jitter() }
      dispatch({ type: 'request-failed', unit: queued.id, attempt: queued.failures + 1, ...measured, ...judged })
    }
  }
  const connect = async (goesOn: () => boolean): Promise<void> => {
    for (let queued = await queue.take(); queued; queued = goesOn() ? await queue.take() : undefined) {
      await attempt(queued)
      tellWhenFinished()
    }
  }
  const takeFailed = (id: number): QueuedUnit => {
    const unit = failedUnits.get(id)
    if (!unit) throw new Error(`Request ${id} has not failed`)
    failedUnits.delete(id)
    return unit
  }
  queue.add(plan.units)
  return {
    start() {
      queue.release()
      connections.start()
      tellWhenFinished()
    },
    retryRequest(id, delayMs) {
      const unit = takeFailed(id)
      queue.giveBack({ ...unit, failures: unit.failures + 1 }, delayMs)
    },
    parkRequest(id) {
      queue.hold()
      queue.giveBack(takeFailed(id), 0)
    },
    refetchEntry(index) {
      told = 'nothing'
      queue.add(planRefetch(targetOf(plan, index), ports.connections))
    },
    giveUpEntry: index => results.giveUp(targetOf(plan, index)),
    failedEntries: () => results.failedEntries(),
    async stop() {
      aborter.abort()
      queue.close()
      batches.stop()
      await connections.stop()
      // The spools are still open. What cannot be flushed is not put on record, and fetched again.
      await ports.checkpointer.flush().catch(ports.onError)
      await larges.stop()
      await jobs.allEnded()
      await ports.checkpointer.commit()
    },
  }
}

/** A raw archive comes in segments, however small it is. */
function planRefetch(target: Target, connections: number): readonly WorkUnit[] {
  if (target.index !== wholeObject) return planAnew(target, connections)
  return planSegments(wholeObject, { sizeBytes: target.sizeBytes, present: [], connections })
}

/** Many requests fail of one cause at the same time: the first ends the session, the others say nothing new. */
function firstOnly(report: (error: unknown) => void): (error: unknown) => void {
  let isReported = false
  return error => {
    if (isReported) return
    isReported = true
    report(error)
  }
}

/** How long no byte has come; and the first byte after a failure is news. */
function createSilence(clock: Clock, onEnd: () => void) {
  let lastMs = clock.monotonicMs()
  let hasFailed = false
  return {
    arrived(): void {
      lastMs = clock.monotonicMs()
      if (!hasFailed) return
      hasFailed = false
      onEnd()
    },
    /** Answers for how long it has been silent, in milliseconds. */
    failed(): number {
      hasFailed = true
      return clock.monotonicMs() - lastMs
    },
  }
}

type ReceivingParts = {
  readonly tally: Tally
  readonly silence: ReturnType<typeof createSilence>
  readonly connections: Connections
  readonly signal: AbortSignal
}

function createReceiving(
  { plan, limiter }: SessionPorts,
  { tally, silence, connections, signal }: ReceivingParts,
): Receiving {
  const onBytes = (bytes: number): void => {
    tally.add({ fetchedBytes: bytes })
    if (bytes <= 0) return
    silence.arrived()
    connections.arrived(bytes)
  }
  return { source: plan.source, identity: plan.identity, signal, limiter, onBytes }
}

/** Work that goes on beside the requests. */
function createJobs(onError: (error: unknown) => void, onEnded: () => void) {
  const running = new Set<Promise<void>>()
  return {
    track: (work: Promise<void>): void => {
      const job = work.catch(onError).finally(() => {
        running.delete(job)
        onEnded()
      })
      running.add(job)
    },
    count: () => running.size,
    allEnded: () => Promise.all(running),
  }
}

function createOnTrouble({ destination, onError }: SessionPorts, tally: Tally): (trouble: DiskTrouble) => void {
  return ({ code, message }) => {
    const { writeBytes, writtenBytes } = tally.current()
    const neededBytes = Math.max(0, (writeBytes ?? 0) - writtenBytes)
    onError(diskFailure(code, message, { destination, neededBytes }))
  }
}
