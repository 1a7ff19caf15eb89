import type { ArchiveKind, Selection } from '../../../app/contract/outputs.ts'
import type { TaskId } from '../../../app/contract/tasks.ts'
import type { ConflictPolicy, TransferKind, TransferRequest } from '../../../app/contract/transfers.ts'
import { joinFolder } from './folder-path.ts'

/** What somebody wants to download, before it is decided where to. */
export type DownloadWish = {
  readonly tasks: readonly { readonly id: TaskId; readonly title: string }[]
  readonly archive: ArchiveKind
  readonly kind: TransferKind
  readonly selection: Selection
}

export type DownloadChoice = {
  /** Null: the usual folder below the download folder. */
  readonly folder: string | null
  readonly conflicts: ConflictPolicy
}

/** What an earlier transfer was asked for, to be asked for again. */
export function wishOf({ taskId, archive, kind, selection }: TransferRequest, title: string): DownloadWish {
  return { tasks: [{ id: taskId, title }], archive, kind, selection }
}

/** One transfer for each task. Several tasks never share a folder: their files have the same names. */
export function requestsOf(wish: DownloadWish, { folder, conflicts }: DownloadChoice): readonly TransferRequest[] {
  const { archive, kind, selection, tasks } = wish
  const destinationOf = (id: TaskId) => (folder === null || tasks.length === 1 ? folder : joinFolder(folder, id))
  return tasks.map(({ id }) => ({ taskId: id, archive, kind, selection, destination: destinationOf(id), conflicts }))
}
