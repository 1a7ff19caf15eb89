import { relative } from 'node:path'
import type { ArchiveKind, Selection } from '../contract/outputs.ts'
import type { TaskId } from '../contract/tasks.ts'
import type { TransferId } from '../contract/transfers.ts'
import type { CheckServicePorts } from './check-ports.ts'
import { TransferNotPossible } from './transfer-errors.ts'

/** What to hold against what. `names` has the local paths of what is not under its usual name, by path in the archive. */
export type CheckOrder = {
  readonly kind: 'folder' | 'zip'
  readonly taskId: TaskId
  readonly archive: ArchiveKind
  readonly selection: Selection
  readonly destination: string // absolute folder
  readonly path: string // what is read: the folder itself, or the zip in it
  readonly names: ReadonlyMap<string, string>
}

type Transfers = CheckServicePorts['transfers']

/**
 * What a transfer left on this disk.
 *
 * @throws TransferNotPossible while it is at work, and for a raw archive that is not there as a whole
 */
export function orderFromTransfer(id: TransferId, transfers: Transfers): CheckOrder {
  const { taskId, archive, selection, kind, destination } = transfers.request(id)
  const state = transfers.list().find(transfer => transfer.id === id)?.state
  if (destination === null) throw new Error('a transfer always has a destination')
  if (state !== 'done' && state !== 'failed' && state !== 'cancelled') {
    throw new TransferNotPossible('This transfer has not ended yet. Files can be verified once it has.')
  }
  const common = { taskId, archive, selection, destination, names: readNames(id, transfers) }
  if (kind === 'files') return { kind: 'folder', path: destination, ...common }
  const path = transfers.placeOf(id)
  if (state !== 'done' || relative(destination, path) === '') {
    throw new TransferNotPossible('The zip of this transfer is not on this computer as a whole.')
  }
  return { kind: 'zip', path, ...common }
}

/** The report of a transfer tells which names it gave. */
function readNames(id: TransferId, transfers: Transfers): ReadonlyMap<string, string> {
  const names = new Map<string, string>()
  for (let offset = 0; ;) {
    const { total, notes } = transfers.notes(id, { offset, limit: 1_000 })
    for (const { kind, path, localPath } of notes) {
      if (kind === 'renamed' && localPath !== null) names.set(path, localPath)
    }
    offset += notes.length
    if (offset >= total || notes.length === 0) return names
  }
}
