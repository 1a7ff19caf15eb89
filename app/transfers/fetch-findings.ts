import type { FindingKind } from '../contract/checks.ts'
import { mostPaths, type Selection } from '../contract/outputs.ts'
import type { StartedTransfer } from '../contract/transfers.ts'
import type { CheckOrder } from './check-order.ts'
import type { CheckServicePorts } from './check-ports.ts'
import type { CheckEnd } from './check-run.ts'
import { TransferNotPossible } from './transfer-errors.ts'

/** Starts a transfer of exactly what a check found wrong, which replaces what is there under the very names it has. */
export async function fetchFindings(
  order: CheckOrder,
  { end, kinds }: { readonly end: CheckEnd; readonly kinds: readonly FindingKind[] },
  transfers: Pick<CheckServicePorts['transfers'], 'start'>,
): Promise<StartedTransfer> {
  const { taskId, archive, destination } = order
  const common = { taskId, archive, destination, conflicts: 'replace' } as const
  if (end.kind === 'zip') {
    if (end.findings.counts.damaged === 0 || !kinds.includes('damaged')) throw nothingWrong()
    return transfers.start({ ...common, kind: 'archive', selection: order.selection }, order.names)
  }
  const { paths, names } = end.findings.toFetch(kinds)
  if (paths.length === 0) throw nothingWrong()
  return transfers.start({ ...common, kind: 'files', selection: selectionOf(paths, order.selection) }, names)
}

/** Of too many to name, whatever was compared: files that are the same are not fetched anyway. */
function selectionOf(paths: readonly string[], compared: Selection): Selection {
  return paths.length > mostPaths ? compared : { include: [...paths], exclude: [] }
}

function nothingWrong(): TransferNotPossible {
  return new TransferNotPossible('Nothing is missing and nothing differs, so there is nothing to fetch.')
}
