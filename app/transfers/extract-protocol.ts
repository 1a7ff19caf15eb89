import type { StorageChecksum } from '../domain/object-source.ts'
import type { Occupant } from '../domain/transfer/decide-conflict.ts'
import type { PlacedBatch } from './batched-entries.ts'
import type { DoneRecord } from './done-record.ts'
import type { PackedFiles } from './packed-files.ts'

/** What a worker has to know of an entry to write it. */
export type EntryToWrite = {
  readonly index: number
  readonly method: number // 0 stored, 8 deflate
  readonly compressedBytes: number
  readonly sizeBytes: number
  readonly crc32: number | undefined // a raw archive has none
  readonly modifiedAtMs: number | null
  readonly path: string // absolute
  readonly mayReplace: boolean // whether a file of that name may be overwritten
}

/** An entry inside a fetched batch: its local header starts at `offset`, nothing of it lies at or after `limit`. */
export type BatchedEntry = EntryToWrite & {
  readonly localPath: string // relative to the destination
  readonly folder: string // absolute
  readonly name: string // in that folder
  readonly offset: number
  readonly limit: number
}

/** An entry, or a raw archive, whose bytes arrive in a file. */
export type LargeEntry = EntryToWrite & {
  readonly spoolPath: string // the compressed bytes; of a stored entry the very bytes of the file
  readonly storageChecksum?: StorageChecksum | undefined // of a raw archive, which is stored as it is
  readonly unpackPath: string // temporary file for the inflated bytes; the spool itself for a stored entry
}

/** A name and what would be there if the entry were on this disk already. */
export type SurveyedFile = {
  readonly index: number
  readonly path: string // absolute
  readonly sizeBytes: number
  readonly crc32: number
}

export type WorkerRequest =
  | {
      readonly kind: 'batch'
      readonly job: number
      readonly bytes: Uint8Array<ArrayBuffer> // handed over, not copied
      readonly entries: PlacedBatch
      readonly stagingFolder: string
    }
  | { readonly kind: 'large'; readonly job: number; readonly entry: LargeEntry }
  | { readonly kind: 'grow'; readonly job: number; readonly availableBytes: number } // bytes from the start without a gap
  | { readonly kind: 'abort'; readonly job: number }
  | { readonly kind: 'survey'; readonly job: number; readonly files: PackedFiles }
  | { readonly kind: 'vacant'; readonly job: number; readonly folder: string }
  | { readonly kind: 'folders'; readonly job: number; readonly paths: readonly string[] }

/** How one entry ended. Only `written` put anything under its final name. */
export type EntryOutcome =
  | { readonly kind: 'written' }
  | { readonly kind: 'damaged'; readonly reason: string } // checksum, size or data wrong: fetch it anew
  | { readonly kind: 'in-the-way' } // something lies under its name that must not be replaced
  | { readonly kind: 'refused'; readonly code: string } // this disk does not take this one, by its errno code

/** What stopped a job before its end: the disk, not the data. */
export type DiskTrouble = { readonly code: string; readonly message: string }

/** How a batch ended. */
export type BatchEnd = {
  readonly written: WrittenEntries
  readonly others: ReadonlyMap<number, EntryOutcome> // of all entries that ended and were not written, by place
  readonly left: readonly number[] // places of the entries that did not end; none unless there was trouble
  readonly trouble: DiskTrouble | undefined
}
export type WrittenEntries = { readonly count: number; readonly bytes: number; readonly record: DoneRecord }

export type WorkerAnswer =
  | ({ readonly kind: 'batch-ended'; readonly job: number } & BatchEnd)
  | { readonly kind: 'large-progress'; readonly job: number; readonly writtenBytes: number }
  | { readonly kind: 'large-ended'; readonly job: number; readonly end: LargeEnd }
  | {
      readonly kind: 'surveyed'
      readonly job: number
      readonly found: readonly { readonly index: number; readonly kind: FoundKind }[] // where there is something
    }
  | { readonly kind: 'looked'; readonly job: number; readonly isVacant: boolean }
  | { readonly kind: 'folders-made'; readonly job: number; readonly trouble: DiskTrouble | undefined }
  | { readonly kind: 'job-crashed'; readonly job: number; readonly error: Error } // a bug, or a disk that cannot be read

export type FoundKind = Exclude<Occupant['kind'], 'nothing'>

export type LargeEnd =
  | { readonly kind: 'ended'; readonly outcome: EntryOutcome }
  | { readonly kind: 'trouble'; readonly trouble: DiskTrouble }
  | { readonly kind: 'aborted' }
