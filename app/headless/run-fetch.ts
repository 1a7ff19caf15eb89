import type { Transfer, TransferId, TransferNote } from '../contract/transfers.ts'
import { type AppError, failureOf } from '../domain/app-error.ts'
import type { Clock } from '../domain/clock.ts'
import type { TransferService } from '../transfers/transfer-service.ts'
import type { FetchRequest } from './fetch-arguments.ts'
import { sortNotes, type FetchReport } from './fetch-report.ts'
import { followTransfer, type FollowEnd } from './follow-transfer.ts'
import { Interrupted, NothingMatches } from './headless-errors.ts'
import { plainTaskId, selectionOf, type PlainArchive } from './plain-archive.ts'
import type { TransferFeed } from './transfer-feed.ts'

export type FetchPorts = {
  readonly transfers: TransferService // of this very request, and nothing else
  readonly feed: TransferFeed
  readonly archive: PlainArchive
  readonly clock: Clock
  readonly interrupt: AbortSignal // ends it with a checkpoint
}

export type FetchEnd = {
  readonly report: FetchReport
  readonly isResumable: boolean // something unfinished is worth keeping
}

/** Fetches what was asked for, or goes on with what an earlier run left. Afterwards nothing runs any more. */
export async function runFetch(request: FetchRequest, ports: FetchPorts): Promise<FetchEnd> {
  const { transfers, archive, clock } = ports
  const startedMs = clock.monotonicMs()
  const first = await begin(request, transfers)
  const end = await followTransfer(first, {
    ...ports,
    host: request.url.host,
    hasAnswered: () => archive.hasAnswered(),
  })
  const isResumable = isUnfinished(end.transfer)
  if (end.kind !== 'ended' && !isResumable) await transfers.cancel(first.id)
  const notes = readNotes(transfers, first.id)
  await transfers.dispose()
  await archive.release()
  const error = whyStopped(end)
  const report = reportOf(request, end.transfer, { ports, startedMs, notes, error })
  return { report, isResumable }
}

function whyStopped(end: FollowEnd): AppError | undefined {
  switch (end.kind) {
    case 'ended':
      return undefined
    case 'gave-up':
      return end.error
    case 'interrupted':
      return new Interrupted('told to end')
  }
}

/** Whatever the last run left is taken up. One that was done is only looked at again: its files may be gone by now. */
async function begin(request: FetchRequest, transfers: TransferService): Promise<Transfer> {
  const known = transfers.list()[0]
  switch (known?.state) {
    case undefined:
      return start(request, transfers)
    case 'done':
      await transfers.remove(known.id)
      return start(request, transfers)
    case 'failed':
    case 'cancelled':
      return transfers.retry(known.id)
    case 'paused':
      return transfers.resume(known.id)
    case 'queued':
    case 'reading-index':
    case 'running':
    case 'waiting':
    case 'verifying':
      transfers.resumeUnfinished()
      return known
  }
}

function start(request: FetchRequest, transfers: TransferService): Promise<Transfer> {
  const { destination, kind, conflicts, globs } = request
  return transfers.start({
    taskId: plainTaskId,
    archive: 'output',
    kind,
    destination,
    conflicts,
    selection: selectionOf(globs),
  })
}

/** Planned, and not every entry has come to an end of its own. */
function isUnfinished({ state, entriesTotal, entriesDone, entriesSkipped, entriesFailed }: Transfer): boolean {
  if (state === 'done' || entriesTotal === null) return false
  return entriesDone + entriesSkipped + entriesFailed < entriesTotal
}

function readNotes(transfers: TransferService, id: TransferId): readonly TransferNote[] {
  const notes: TransferNote[] = []
  for (;;) {
    const page = transfers.notes(id, { offset: notes.length, limit: 1_000 })
    notes.push(...page.notes)
    if (notes.length >= page.total || page.notes.length === 0) return notes
  }
}

type Facts = {
  readonly ports: FetchPorts
  readonly startedMs: number
  readonly notes: readonly TransferNote[]
  readonly error: AppError | undefined
}

function reportOf(request: FetchRequest, transfer: Transfer, { ports, startedMs, notes, error }: Facts): FetchReport {
  const { state, entriesTotal, entriesDone, entriesSkipped, entriesFailed, writtenBytes, verified } = transfer
  const { requests, bytes } = ports.archive.measure()
  const isEmpty = state === 'done' && entriesTotal === 0 && request.globs.length > 0
  const stopped = isEmpty ? new NothingMatches('no entry matches the globs') : error
  return {
    ok: state === 'done' && entriesFailed === 0 && !stopped,
    entries: entriesTotal ?? 0,
    files: entriesDone + entriesSkipped,
    skipped: entriesSkipped,
    bytesFetched: bytes,
    bytesAvoided: avoidedBytes(transfer, { fetchedNow: bytes, wholeBytes: ports.archive.wholeBytes() }),
    bytesWritten: writtenBytes,
    requests,
    seconds: (ports.clock.monotonicMs() - startedMs) / 1_000,
    ...sortNotes(notes),
    verified,
    extra: [],
    error: stopped ? failureOf(stopped) : transfer.failure,
  }
}

/** Where nothing was taken, nothing was avoided. What earlier runs of the same transfer brought is on its record. */
function avoidedBytes(
  { entriesDone, entriesSkipped, fetchedBytes }: Transfer,
  { fetchedNow, wholeBytes }: { readonly fetchedNow: number; readonly wholeBytes: number },
): number {
  if (entriesDone + entriesSkipped === 0) return 0
  return Math.max(0, wholeBytes - Math.max(fetchedNow, fetchedBytes))
}
