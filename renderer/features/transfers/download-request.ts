import type { ArchiveKind, Selection } from '../../../app/contract/outputs.ts'
import type { TaskId } from '../../../app/contract/tasks.ts'
import type { ConflictPolicy, TransferKind, TransferRequest } from '../../../app/contract/transfers.ts'

/** What somebody wants to download of a task, before it is decided where to. */
export type DownloadWish = {
  readonly task: { readonly id: TaskId; readonly title: string }
  readonly archive: ArchiveKind
  readonly kind: TransferKind
  readonly selection: Selection
  /** Where to, until the person chooses another; the usual folder where it is not said. */
  readonly folder?: string | undefined
  /** Of an archive on the disk of the core's computer: nothing of it costs anything. */
  readonly isLocal?: boolean
}

export type DownloadChoice = {
  /** Null: the usual folder below the download folder. */
  readonly folder: string | null
  readonly conflicts: ConflictPolicy
}

/** What an earlier transfer was asked for, to be asked for again. */
export function wishOf({ taskId, archive, kind, selection }: TransferRequest, title: string): DownloadWish {
  return { task: { id: taskId, title }, archive, kind, selection }
}

export function requestOf(wish: DownloadWish, { folder, conflicts }: DownloadChoice): TransferRequest {
  const { archive, kind, selection, task } = wish
  return { taskId: task.id, archive, kind, selection, destination: folder, conflicts }
}
