import { closeSync, lstatSync, openSync, readdirSync, readSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { crc32 } from 'node:zlib'
import type { FoundKind, SurveyedFile } from './extract-protocol.ts'
import { errnoOf } from './place-in-worker.ts'

const readBytes = 1024 * 1024

/** What lies under the given names already. Folders that are not there cost one look each, whatever they should hold. */
export function surveyFiles(files: readonly SurveyedFile[]): readonly { index: number; kind: FoundKind }[] {
  const namesByFolder = new Map<string, ReadonlySet<string>>()
  return files.flatMap(file => {
    const kind = mayExist(file.path, namesByFolder) ? compare(file) : undefined
    return kind === undefined ? [] : [{ index: file.index, kind }]
  })
}

/** Names are compared without case here, as some disks do; `compare` then asks the disk itself. */
function mayExist(path: string, namesByFolder: Map<string, ReadonlySet<string>>): boolean {
  const folder = dirname(path)
  const names = namesByFolder.get(folder) ?? readNames(folder)
  namesByFolder.set(folder, names)
  return names.has(fold(basename(path)))
}

function readNames(folder: string): ReadonlySet<string> {
  try {
    return new Set(readdirSync(folder).map(fold))
  } catch (error) {
    const code = errnoOf(error)
    if (code === 'ENOENT' || code === 'ENOTDIR') return new Set()
    throw error
  }
}

function fold(name: string): string {
  return name.normalize('NFC').toLowerCase()
}

function compare({ path, sizeBytes, crc32: expected }: SurveyedFile): FoundKind | undefined {
  const found = lstatSync(path, { throwIfNoEntry: false })
  if (!found) return undefined
  if (found.isDirectory()) return 'folder'
  if (!found.isFile() || found.size !== sizeBytes) return 'different'
  return checksumOf(path) === expected ? 'identical' : 'different'
}

function checksumOf(path: string): number {
  const file = openSync(path, 'r')
  const buffer = Buffer.allocUnsafe(readBytes)
  try {
    let crc = 0
    for (let position = 0; ;) {
      const read = readSync(file, buffer, 0, readBytes, position)
      if (read === 0) return crc
      crc = crc32(buffer.subarray(0, read), crc)
      position += read
    }
  } finally {
    closeSync(file)
  }
}
