import { failureOf } from '../domain/app-error.ts'
import type { Clock } from '../domain/clock.ts'
import type { Log } from '../domain/log.ts'
import { ObjectChanged } from '../domain/object-errors.ts'
import type { ObjectIdentity } from '../domain/object-source.ts'
import type { TransferEffect, TransferEvent } from '../domain/transfer/transfer-phase.ts'
import type { CheckpointStore } from './checkpoint-store.ts'
import { createCheckpointer, type Checkpointer } from './checkpointer.ts'
import type { ConflictStore } from './conflict-store.ts'
import { makeFolders, stagingFolderOf } from './destination.ts'
import { toDiskFailure } from './disk-failure.ts'
import type { Extractor } from './extractor.ts'
import { setFolderTimes } from './folder-times.ts'
import { createFetchSession, type FetchSession } from './fetch-session.ts'
import type { GivenNames } from './given-names.ts'
import { failureToShow, judgePassing, unexpectedFailure } from './judge-error.ts'
import type { ArchiveOpener, TransferDisk } from './ports.ts'
import { prepareTransfer } from './prepare-transfer.ts'
import type { RateLimiter } from './rate-limiter.ts'
import { EntriesFailed } from './transfer-errors.ts'
import type { TransferPlan } from './transfer-plan.ts'
import type { TransferOrder, TransferProgress } from './transfer-record.ts'

/** Effects that concern the work itself; the others belong to the queue. */
export type RunEffect = Exclude<TransferEffect, { type: 'enqueue' | 'stop' | 'discard' }>

/** Does the work of one transfer: carries out effects, feeds back events. What follows from what is decided elsewhere. */
export interface TransferRun {
  carryOut(effect: RunEffect): void
  /** Ends everything. Resolves once the checkpoint is on disk. */
  stop(): Promise<void>
}

/** What all runs share. */
export type RunnerPorts = {
  readonly openArchive: ArchiveOpener
  readonly disk: TransferDisk
  readonly checkpoints: CheckpointStore
  readonly givenNames: GivenNames
  readonly conflicts: ConflictStore
  readonly extractor: Extractor
  readonly clock: Clock
  readonly log: Log
  readonly random: () => number // 0 to 1
  readonly connections: number
  readonly limiter: RateLimiter
  readonly unpackers: number
}

type RunPorts = RunnerPorts & {
  readonly dispatch: (event: TransferEvent) => void
  readonly onProgress: (progress: TransferProgress) => void
}

/** The work on one plan, from its first request until the next plan. */
type Work = { readonly plan: TransferPlan; readonly session: FetchSession; readonly checkpointer: Checkpointer }

export function createTransferRun(order: TransferOrder, ports: RunPorts): TransferRun {
  const { dispatch, clock, log, disk, random } = ports
  const aborter = new AbortController()
  const { signal } = aborter
  const tasks = new Set<Promise<void>>()
  const timers = new Set<() => void>()
  let work: Work | undefined
  let progress: TransferProgress | undefined

  const fail = (error: unknown): void => {
    if (signal.aborted) {
      log.debug('Ended while stopping', { transfer: order.id, reason: String(error) })
      return
    }
    if (error instanceof ObjectChanged) {
      dispatch({ type: 'object-changed', failure: failureOf(error) })
      return
    }
    const neededBytes = Math.max(0, (progress?.writeBytes ?? 0) - (progress?.writtenBytes ?? 0))
    const shown = failureToShow(toDiskFailure(error, order.destination, neededBytes))
    if (!shown) log.error('A transfer stopped unexpectedly', error, { transfer: order.id })
    dispatch({ type: 'failed', failure: shown ?? unexpectedFailure })
  }
  const inBackground = (task: () => Promise<void>): void => {
    const running = task()
      .catch(fail)
      .finally(() => tasks.delete(running))
    tasks.add(running)
  }
  const onProgress = (next: TransferProgress): void => {
    progress = next
    ports.onProgress(next)
  }
  const endWork = async (): Promise<ObjectIdentity | undefined> => {
    const ended = work
    work = undefined
    ended?.checkpointer.stop()
    await ended?.session.stop()
    return ended?.plan.identity
  }
  const plan = async (outdated?: ObjectIdentity): Promise<void> => {
    try {
      const prepared = await prepareTransfer(order, { ...ports, signal }, outdated)
      if (signal.aborted) return
      work = startWork(order, prepared, { ...ports, onProgress, onError: fail })
      onProgress(prepared.progress)
      dispatch({ type: 'planned' })
    } catch (error) {
      const passing = judgePassing(error)
      if (!passing || signal.aborted) throw error
      dispatch({ type: 'index-failed', jitter: random(), ...passing })
    }
  }
  const replan = async (): Promise<void> => {
    log.warn('The archive changed while it was fetched: starting over with what it holds now', { transfer: order.id })
    await plan(await endWork())
  }
  const settle = async (): Promise<void> => {
    if (!work) return
    await work.checkpointer.commit()
    if (progress) checkSum(progress)
    // Last: folders that are not there yet are filled before they get their names, which costs less.
    const { folders } = work.plan
    await makeFolders(
      ports.extractor,
      order.destination,
      folders.map(({ path }) => path),
    )
    await setFolderTimes(disk, folders)
    const failed = work.session.failedEntries()
    const isAsking = work.plan.asking !== undefined && failed.inTheWay > 0
    // Its folder marks that it can be continued: what is there then need not be compared before the answer is carried out.
    if (!isAsking) await disk.remove(stagingFolderOf(order.destination, order.id))
    const hasFailed = failed.damaged + failed.inTheWay + failed.refused > 0
    if (!hasFailed) ports.openArchive.noteTaken?.(order.taskId, order.archive, work.plan.identity)
    dispatch({ type: 'settled', failure: hasFailed ? failureOf(new EntriesFailed(failed, isAsking)) : undefined })
  }
  const wakeAfter = (delayMs: number): void => {
    const cancel = clock.after(delayMs, () => {
      timers.delete(cancel)
      dispatch({ type: 'wake' })
    })
    timers.add(cancel)
  }
  return {
    carryOut(effect) {
      switch (effect.type) {
        case 'read-index': {
          inBackground(() => plan())
          return
        }
        case 'reread-index': {
          inBackground(replan)
          return
        }
        case 'fetch':
          return work?.session.start()
        case 'retry-request':
          return work?.session.retryRequest(effect.unit, effect.delayMs)
        case 'park-request':
          return work?.session.parkRequest(effect.unit)
        case 'wake-after': {
          wakeAfter(effect.delayMs)
          return
        }
        case 'refetch-entry':
          return work?.session.refetchEntry(effect.entry)
        case 'give-up-entry':
          return work?.session.giveUpEntry(effect.entry)
        case 'settle': {
          inBackground(settle)
          return
        }
      }
    },
    async stop() {
      aborter.abort()
      for (const cancel of timers) cancel()
      await Promise.all([endWork(), ...tasks])
    },
  }
}

/** Nothing is called done of which an entry is neither there nor accounted for. */
function checkSum({ entriesDone, entriesSkipped, entriesFailed, entriesTotal }: TransferProgress): void {
  const ended = entriesDone + entriesSkipped + entriesFailed
  if (ended !== entriesTotal) throw new Error(`${ended} of ${entriesTotal ?? 'unknown'} entries have ended`)
}

function startWork(
  order: TransferOrder,
  plan: TransferPlan,
  ports: RunPorts & { readonly onError: (error: unknown) => void },
): Work {
  const { destination, id } = order
  const { checkpoints: store, random: jitter } = ports
  const checkpointer = createCheckpointer(id, { ...ports, store })
  const stagingFolder = stagingFolderOf(destination, id)
  const session = createFetchSession({
    ...ports,
    plan,
    destination,
    stagingFolder,
    checkpointer,
    jitter,
    judge: judgePassing,
  })
  return { plan, session, checkpointer }
}
