import type { Emit } from '../contract/define.ts'
import type { checkEvents } from '../contract/checks.ts'
import type { TaskId } from '../contract/tasks.ts'
import type { Clock } from '../domain/clock.ts'
import type { Log } from '../domain/log.ts'
import type { SpawnCompareWorker } from './compare-threads.ts'
import type { ArchiveOpener, TransferDisk, UsualFolder } from './ports.ts'
import type { TransferService } from './transfer-service.ts'

/** What reading a zip on this disk from end to end told. */
export type ZipCheck = {
  readonly checkedEntries: number // those that failed among them
  readonly failedEntries: number
  readonly failures: readonly { readonly name: string; readonly reason: string }[] // the first of them
}

export type ZipCheckProgress = {
  readonly checkedEntries: number
  readonly totalEntries: number
  readonly checkedBytes: number
  readonly totalBytes: number
}

/** Checks every entry of a zip on this disk. Fails where there is no list of entries to go by, and with the signal's reason. */
export type VerifyZip = (
  path: string,
  options: { readonly signal: AbortSignal; readonly onProgress: (progress: ZipCheckProgress) => void },
) => Promise<ZipCheck>

export type CheckServicePorts = {
  readonly openArchive: ArchiveOpener
  readonly disk: Pick<TransferDisk, 'sizeOf' | 'factsOf'>
  readonly spawnWorker: SpawnCompareWorker
  readonly verifyZip: VerifyZip
  readonly transfers: Pick<TransferService, 'list' | 'request' | 'placeOf' | 'notes' | 'start'>
  readonly usualFolder: UsualFolder
  /** "openfoam-foundation · cavity-sweep": for people. */
  readonly titleOf: (taskId: TaskId) => string
  readonly clock: Clock
  readonly log: Log
  readonly emit: Emit<typeof checkEvents>
}
