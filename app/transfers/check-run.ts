import type { Check } from '../contract/checks.ts'
import type { CheckOrder } from './check-order.ts'
import type { CheckServicePorts } from './check-ports.ts'
import { compareFolder } from './compare-folder.ts'
import { zipFindings, type Findings, type FolderFindings } from './findings.ts'
import { NothingToTransfer } from './transfer-errors.ts'

/** What a check that is done found. */
export type CheckEnd = { readonly same: number; readonly refused: number } & (
  { readonly kind: 'folder'; readonly findings: FolderFindings } | { readonly kind: 'zip'; readonly findings: Findings }
)

type Amounts = Pick<Check, 'checkedFiles' | 'totalFiles' | 'checkedBytes' | 'totalBytes'>

type RunPorts = Pick<CheckServicePorts, 'openArchive' | 'disk' | 'spawnWorker' | 'verifyZip'> & {
  readonly signal: AbortSignal
  readonly onProgress: (amounts: Amounts) => void
}

/** Carries out one check. Fails with the signal's reason as soon as it is called off. */
export function runCheck(order: CheckOrder, ports: RunPorts): Promise<CheckEnd> {
  return order.kind === 'folder' ? checkFolder(order, ports) : checkZip(order, ports)
}

async function checkFolder(order: CheckOrder, ports: RunPorts): Promise<CheckEnd> {
  const { signal, onProgress } = ports
  const archive = await ports.openArchive.open(order.taskId, order.archive, signal)
  if (archive.state === 'none') throw new NothingToTransfer(archive.reason)
  const { entries, rootFolder } = archive
  const request = { ...order, entries, rootFolder, signal, onProgress }
  const { same, refused, findings } = await compareFolder(request, ports.spawnWorker)
  return { kind: 'folder', same, refused: refused.length, findings }
}

async function checkZip({ path }: CheckOrder, { signal, disk, verifyZip, onProgress }: RunPorts): Promise<CheckEnd> {
  const archiveBytes = (await disk.sizeOf(path)) ?? 0
  const check = await verifyZip(path, {
    signal,
    onProgress: ({ checkedEntries: checkedFiles, totalEntries: totalFiles, ...bytes }) =>
      onProgress({ checkedFiles, totalFiles, ...bytes }),
  })
  const same = check.checkedEntries - check.failedEntries
  return { kind: 'zip', same, refused: 0, findings: zipFindings({ ...check, archiveBytes }) }
}
