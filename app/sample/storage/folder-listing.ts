import type { ObjectStore } from './object-store.ts'

/** One line of a listing. `name` is relative to the folder; folders end in "/" and sum what is below them. */
export type ListedFile = {
  readonly name: string
  readonly isFolder: boolean
  readonly sizeBytes: number
  readonly createdAtMs: number
}

/** What stands in a folder ('' is the root): one level with folders as lines, or recursively all files. */
export function listFolder(objects: ObjectStore, folder: string, isRecursive: boolean): readonly ListedFile[] {
  const prefix = folder === '' || folder.endsWith('/') ? folder : `${folder}/`
  const lines = new Map<string, ListedFile>()
  for (const { path, sizeBytes, lastModifiedMs } of objects.below(prefix)) {
    const rest = path.slice(prefix.length)
    const slash = rest.indexOf('/')
    const isFolder = !isRecursive && slash >= 0
    const name = isFolder ? rest.slice(0, slash + 1) : rest
    const known = lines.get(name)
    lines.set(name, {
      name,
      isFolder,
      sizeBytes: (known?.sizeBytes ?? 0) + sizeBytes,
      createdAtMs: Math.max(known?.createdAtMs ?? 0, lastModifiedMs),
    })
  }
  return [...lines.values()]
}
