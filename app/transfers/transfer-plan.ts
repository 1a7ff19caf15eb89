import type { TransferNote } from '../contract/transfers.ts'
import type { ObjectIdentity, ObjectSource, StorageChecksum } from '../domain/object-source.ts'
import type { WorkUnit } from '../domain/transfer/plan-units.ts'
import type { ThreadTargets } from './batched-entries.ts'
import type { HeldConflict } from './conflict-store.ts'
import type { PlannedFolder } from './folder-times.ts'
import type { SpoolCheckpoint } from './checkpoint-store.ts'
import type { TransferProgress } from './transfer-record.ts'

/** One thing to be written: an entry, or the whole object with index `wholeObject`. */
export type Target = {
  readonly index: number
  readonly name: string // in the archive; for notes
  readonly localPath: string // relative to the destination
  readonly mayReplace: boolean
  readonly method: number
  readonly sizeBytes: number
  readonly compressedBytes: number
  readonly crc32: number | undefined // undefined: there is none to compare with
  readonly storageChecksum?: StorageChecksum | undefined // of a raw archive, where storage tells one
  readonly modifiedAtMs: number | null
  readonly headerOffset: number
  readonly endOffset: number
}

/** Targets by entry index: those that were decided on, and no others. */
export type Targets = {
  get(index: number): Target | undefined
  /** How threads read those of one batch. */
  forThreads(indexes: readonly number[]): ThreadTargets
}

/** Everything that is left to do, decided. */
export type TransferPlan = {
  readonly source: ObjectSource
  readonly identity: ObjectIdentity
  readonly targets: Targets
  readonly units: readonly WorkUnit[]
  readonly spools: ReadonlyMap<number, SpoolCheckpoint> // what of large targets is on the disk
  readonly folders: readonly PlannedFolder[] // to be there in the end even if empty
  readonly progress: TransferProgress // before anything of this plan is done
  readonly refused: number // entries that no plan can take; part of `progress.entriesFailed`
  readonly inTheWay: number // entries left out for a file that is there; part of `progress.entriesFailed`
  /** Where the person is to be asked about files in the way, those that get there later; undefined where not. */
  readonly asking: { add(target: Target): void } | undefined
}

/** What planning found, to be put on record together. */
export type PlanRecord = {
  readonly doneEntries: ReadonlyMap<number, string> // beyond those of a checkpoint that the plan continues
  readonly renames: ReadonlyMap<string, string>
  readonly notes: readonly TransferNote[]
  readonly conflicts: readonly HeldConflict[] // to ask the person about
}
