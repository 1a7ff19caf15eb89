import type { TransferNote } from '../../../app/contract/transfers.ts'
import { buildZip, type BuiltArchive, type BuiltEntry } from '../../fakes/zip-builder.ts'

/** An archive that should do harm, and what must come of it. */
export type HostileArchive = {
  readonly bytes: () => Buffer
  readonly outcome: Outcome
}

/** Either every file is delivered, refused or reported on its own, or the archive as a whole is called what it is. */
export type Outcome =
  | {
      readonly files: Readonly<Record<string, string>> // contents by path below the destination
      readonly told: readonly (readonly [path: string, kind: TransferNote['kind']])[]
    }
  | { readonly failure: 'archive-damaged' | 'archive-not-zip' }

const root: BuiltEntry = { name: 'artifacts/' }
/** Beside every bad entry there is a good one, which must be delivered. */
const good: BuiltEntry = { name: 'artifacts/good.txt', data: 'good' }

export const zipOf = (...entries: readonly BuiltEntry[]): Buffer => buildZip([root, ...entries, good])

/** One entry is not taken, for a reason that is told; the rest is delivered. */
export function refuses(
  entry: BuiltEntry,
  kind: 'refused' | 'failed' = 'refused',
  told = String(entry.name),
): HostileArchive {
  return { bytes: () => zipOf(entry), outcome: { files: { 'good.txt': 'good' }, told: [[told, kind]] } }
}

/** Everything is delivered, maybe under other names. */
export function delivers(
  entries: readonly BuiltEntry[],
  files: Readonly<Record<string, string>>,
  told: readonly (readonly [string, TransferNote['kind']])[] = [],
): HostileArchive {
  return { bytes: () => zipOf(...entries), outcome: { files: { ...files, 'good.txt': 'good' }, told } }
}

/** The list of entries cannot be relied on: nothing is taken from it. */
export function isDamaged(change: BuiltArchive | ((bytes: Buffer) => Buffer)): HostileArchive {
  const bytes = () => (typeof change === 'function' ? change(zipOf()) : buildZip([root, good], change))
  return { bytes, outcome: { failure: 'archive-damaged' } }
}

/** Writes into the local header of an entry, which the builder fills in honestly. Offsets: APPNOTE 4.3.7. */
export function patchLocal(entry: BuiltEntry, offset: number, value: Buffer): () => Buffer {
  return () => {
    const bytes = zipOf(entry)
    value.copy(bytes, bytes.indexOf(String(entry.name)) - 30 + offset)
    return bytes
  }
}
