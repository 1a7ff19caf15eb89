import type { BatchedEntry, SurveyedFile } from './extract-protocol.ts'

/**
 * Entries as threads are told of them: thousands of objects, or strings, would take longer to copy than to fetch. Paths
 * stand one after the other, with NUL between them, which none of them can hold.
 */
export type PackedEntries = {
  readonly count: number
  readonly paths: string
  readonly numbers: Float64Array<ArrayBuffer>
}
/** Names to look at, likewise. */
export type PackedFiles = PackedEntries

const separator = '\0'
const entryNumbers = 9
const fileNumbers = 3

export function packEntries(entries: readonly BatchedEntry[]): PackedEntries {
  const numbers = new Float64Array(entries.length * entryNumbers)
  entries.forEach((entry, place) => numbers.set(numbersOf(entry), place * entryNumbers))
  return { count: entries.length, numbers, paths: joined(entries) }
}

/** Nothing is not a number: the checksum and the time that an entry does not have. */
function numbersOf(entry: BatchedEntry): readonly number[] {
  const { index, method, compressedBytes, sizeBytes, crc32, modifiedAtMs, mayReplace, offset, limit } = entry
  const optional = [crc32 ?? Number.NaN, modifiedAtMs ?? Number.NaN]
  return [index, method, compressedBytes, sizeBytes, ...optional, Number(mayReplace), offset, limit]
}

function joined(named: readonly { readonly path: string }[]): string {
  return named.map(({ path }) => path).join(separator)
}

export function* unpackEntries({ count, paths: text, numbers }: PackedEntries): Generator<BatchedEntry> {
  const paths = text.split(separator)
  for (let place = 0; place < count; place++) {
    const read = (field: number): number => numbers[place * entryNumbers + field] ?? 0
    const [crc32, modifiedAtMs] = [read(4), read(5)]
    yield {
      index: read(0),
      method: read(1),
      compressedBytes: read(2),
      sizeBytes: read(3),
      crc32: Number.isNaN(crc32) ? undefined : crc32,
      modifiedAtMs: Number.isNaN(modifiedAtMs) ? null : modifiedAtMs,
      mayReplace: read(6) === 1,
      offset: read(7),
      limit: read(8),
      path: paths[place] ?? '',
    }
  }
}

export function packFiles(files: readonly SurveyedFile[]): PackedFiles {
  const numbers = new Float64Array(files.length * fileNumbers)
  files.forEach(({ index, sizeBytes, crc32 }, place) => numbers.set([index, sizeBytes, crc32], place * fileNumbers))
  return { count: files.length, numbers, paths: joined(files) }
}

export function* unpackFiles({ count, paths: text, numbers }: PackedFiles): Generator<SurveyedFile> {
  const paths = text.split(separator)
  for (let place = 0; place < count; place++) {
    const read = (field: number): number => numbers[place * fileNumbers + field] ?? 0
    yield { index: read(0), sizeBytes: read(1), crc32: read(2), path: paths[place] ?? '' }
  }
}
