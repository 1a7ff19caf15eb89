import type { SurveyedFile } from './extract-protocol.ts'

/**
 * Names to look at, as threads are told of them: thousands of objects, or strings, would take longer to copy than to
 * look at. Paths stand one after the other, with NUL between them, which none of them can hold.
 */
export type PackedFiles = {
  readonly count: number
  readonly paths: string
  readonly numbers: Float64Array<ArrayBuffer>
}

const separator = '\0'
const fileNumbers = 3

export function packFiles(files: readonly SurveyedFile[]): PackedFiles {
  const numbers = new Float64Array(files.length * fileNumbers)
  files.forEach(({ index, sizeBytes, crc32 }, place) => numbers.set([index, sizeBytes, crc32], place * fileNumbers))
  return { count: files.length, numbers, paths: files.map(({ path }) => path).join(separator) }
}

export function* unpackFiles({ count, paths: text, numbers }: PackedFiles): Generator<SurveyedFile> {
  const paths = text.split(separator)
  for (let place = 0; place < count; place++) {
    const read = (field: number): number => numbers[place * fileNumbers + field] ?? 0
    yield { index: read(0), sizeBytes: read(1), crc32: read(2), path: paths[place] ?? '' }
  }
}
