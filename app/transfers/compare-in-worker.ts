import { closeSync, lstatSync, openSync, readSync } from 'node:fs'
import { crc32 } from 'node:zlib'
import type { FoundKind, SurveyedFile } from './extract-protocol.ts'

/** For one read after the other: a new one for each of a hundred thousand files would cost more than reading them. */
const buffer = Buffer.allocUnsafeSlow(1024 * 1024)

/** What lies under a name, held against what should; undefined where there is nothing. */
export function compareFile({ path, sizeBytes, crc32: expected }: Omit<SurveyedFile, 'index'>): FoundKind | undefined {
  const found = lstatSync(path, { throwIfNoEntry: false })
  if (!found) return undefined
  if (found.isDirectory()) return 'folder'
  if (!found.isFile() || found.size !== sizeBytes) return 'different'
  return checksumOf(path, sizeBytes) === expected ? 'identical' : 'different'
}

/** Of that many bytes from the start; undefined where there are fewer. */
function checksumOf(path: string, sizeBytes: number): number | undefined {
  const file = openSync(path, 'r')
  try {
    let crc = 0
    for (let position = 0; position < sizeBytes;) {
      const read = readSync(file, buffer, 0, Math.min(buffer.length, sizeBytes - position), position)
      if (read === 0) return undefined // it has just become shorter
      crc = crc32(buffer.subarray(0, read), crc)
      position += read
    }
    return crc
  } finally {
    closeSync(file)
  }
}
