import { readdirSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { compareFile } from './compare-in-worker.ts'
import { errnoOf } from './errno.ts'
import type { FoundKind } from './extract-protocol.ts'
import { unpackFiles, type PackedFiles } from './packed-entries.ts'

/** What lies under the given names already. Folders that are not there cost one look each, whatever they should hold. */
export function surveyFiles(files: PackedFiles): readonly { index: number; kind: FoundKind }[] {
  const namesByFolder = new Map<string, ReadonlySet<string>>()
  const found: { index: number; kind: FoundKind }[] = []
  for (const file of unpackFiles(files)) {
    const kind = mayExist(file.path, namesByFolder) ? compareFile(file) : undefined
    if (kind !== undefined) found.push({ index: file.index, kind })
  }
  return found
}

/** Names are compared without case here, as some disks do; `compareFile` then asks the disk itself. */
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
