import { closeSync, lstatSync, openSync, readSync } from 'node:fs'
import { crc32 } from 'node:zlib'
import type { FoundKind, SurveyedFile } from './extract-protocol.ts'

const largestReadBytes = 1024 * 1024

/** What lies under a name, held against what should; undefined where there is nothing. */
export function compareFile({ path, sizeBytes, crc32: expected }: Omit<SurveyedFile, 'index'>): FoundKind | undefined {
  const found = lstatSync(path, { throwIfNoEntry: false })
  if (!found) return undefined
  if (found.isDirectory()) return 'folder'
  if (!found.isFile() || found.size !== sizeBytes) return 'different'
  return checksumOf(path, sizeBytes) === expected ? 'identical' : 'different'
}

function checksumOf(path: string, sizeBytes: number): number {
  const file = openSync(path, 'r')
  const buffer = Buffer.allocUnsafe(Math.min(Math.max(sizeBytes, 1), largestReadBytes))
  try {
    let crc = 0
    for (let position = 0; ;) {
      const read = readSync(file, buffer, 0, buffer.length, position)
      if (read === 0) return crc
      crc = crc32(buffer.subarray(0, read), crc)
      position += read
    }
  } finally {
    closeSync(file)
  }
}
