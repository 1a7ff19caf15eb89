import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import type { ExpectedFile } from './zip-writer.ts'

const samples = 40

/**
 * What is wrong with an unpacked folder; `undefined` where nothing is. Counts all files, compares all sizes, and the
 * contents of some spread over all of them.
 */
export function problemWith(folder: string, expected: readonly ExpectedFile[]): string | undefined {
  const found = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile()).length
  if (found !== expected.length) return `${found} files instead of ${expected.length}`
  const step = Math.max(1, Math.floor(expected.length / samples))
  for (const [index, file] of expected.entries()) {
    const path = join(folder, file.path)
    const size = statSync(path, { throwIfNoEntry: false })?.size
    if (size !== file.bytes) return `${file.path} has ${size ?? 'no'} bytes instead of ${file.bytes}`
    if (index % step === 0 && crc32(readFileSync(path)) !== file.crc) return `${file.path} has other contents`
  }
  return undefined
}
