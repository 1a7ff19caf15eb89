import { compareFile } from './compare-in-worker.ts'
import type { FoundKind } from './extract-protocol.ts'
import { createFolderNames } from './folder-names-in-worker.ts'
import { unpackFiles, type PackedFiles } from './packed-entries.ts'

/** What lies under the given names already. Folders that are not there cost one look each, whatever they should hold. */
export function surveyFiles(files: PackedFiles): readonly { index: number; kind: FoundKind }[] {
  const names = createFolderNames()
  const found: { index: number; kind: FoundKind }[] = []
  for (const file of unpackFiles(files)) {
    const kind = names.mayExist(file.path) ? compareFile(file) : undefined
    if (kind !== undefined) found.push({ index: file.index, kind })
  }
  return found
}
