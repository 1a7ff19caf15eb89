import type { ArchiveKind, Selection } from '../contract/outputs.ts'
import type { TaskId } from '../contract/tasks.ts'
import type { ConflictPolicy, Transfer, TransferGroupId, TransferId, TransferKind } from '../contract/transfers.ts'
import type { TransferPhase } from '../domain/transfer/transfer-phase.ts'

/** What was asked for. Never changes. */
export type TransferOrder = {
  readonly id: TransferId
  readonly taskId: TaskId
  readonly title: string
  readonly archive: ArchiveKind
  readonly kind: TransferKind
  readonly selection: Selection
  readonly conflicts: ConflictPolicy
  readonly destination: string // absolute
  readonly createdAtMs: number
  readonly group: OrderGroup | null // null: asked for by itself
}

/** What orders have in common that were asked for together. */
export type OrderGroup = {
  readonly id: TransferGroupId
  readonly folder: string // absolute: all of their destinations lie below it
}

/** How far it is. Bytes and counts; null where the plan has still to tell. */
export type TransferProgress = {
  readonly fetchedBytes: number
  readonly fetchBytes: number | null
  readonly writtenBytes: number
  readonly writeBytes: number | null
  readonly entriesDone: number
  readonly entriesTotal: number | null
  readonly entriesSkipped: number
  readonly entriesFailed: number
  readonly verified: Transfer['verified'] // of a raw archive that is planned: what holds once it is done
}

/** One transfer as it is kept. */
export type TransferRecord = {
  readonly order: TransferOrder
  readonly phase: TransferPhase
  readonly place: number // in the queue: whoever has the smaller one goes first; means nothing once it has ended
  readonly limitBytesPerSecond: number | null // its own, besides the one for all
  readonly progress: TransferProgress
  readonly finishedAtMs: number | null
  readonly revision: number
}

export const noProgress: TransferProgress = {
  fetchedBytes: 0,
  fetchBytes: null,
  writtenBytes: 0,
  writeBytes: null,
  entriesDone: 0,
  entriesTotal: null,
  entriesSkipped: 0,
  entriesFailed: 0,
  verified: null,
}

/** As it stands in the queue before its first turn. */
export function queuedRecord(order: TransferOrder, place: number): TransferRecord {
  return {
    order,
    phase: { kind: 'queued' },
    place,
    limitBytesPerSecond: null,
    progress: noProgress,
    finishedAtMs: null,
    revision: 1,
  }
}
