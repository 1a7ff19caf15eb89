import type { Selection } from '../contract/outputs.ts'
import { addBytes, type EntryReader } from './entry-columns.ts'
import type { EntryTree } from './entry-tree.ts'
import type { GlobHits } from './glob-hits.ts'

/** What a selection amounts to. Refused entries are counted apart and not in the sums. */
export type SelectionSums = {
  readonly fileCount: number
  readonly unpackedBytes: number
  readonly compressedBytes: number
  readonly fetchBytes: number
  readonly refusedEntries: number
}

/**
 * Positions of the files and links a selection takes, refused ones among them, in the order of their bytes. The longest
 * matching path decides; of the same path included and excluded, the exclusion does. Unknown paths mean nothing. Where
 * no path decides, the globs do.
 */
export function resolveSelection(
  reader: EntryReader,
  tree: EntryTree,
  selection: Selection,
  globHits: GlobHits,
): Uint32Array {
  const rules = readRules(tree, selection)
  const verdicts = spreadDown(tree, rules.byFolder)
  const matchesGlob = globHits.matcher(selection.globs ?? [])
  const isTaken = (index: number) => {
    const rule = rules.byFile.get(index)
    if (rule !== undefined) return rule
    const verdict = verdicts[tree.columns.folderOf[index] ?? 0]
    return verdict === undecided ? matchesGlob(index) : verdict === taken
  }
  return sortByOffset(reader, tree.files.filter(isTaken))
}

type Rules = { readonly byFolder: ReadonlyMap<number, boolean>; readonly byFile: ReadonlyMap<number, boolean> }

function readRules(tree: EntryTree, { include, exclude }: Selection): Rules {
  const rules = { byFolder: new Map<number, boolean>(), byFile: new Map<number, boolean>() }
  const add = (path: string, isTaken: boolean) => {
    const isFolder = path === '' || path.endsWith('/')
    const id = isFolder ? tree.findFolder(path) : tree.findFile(path)
    if (id >= 0) (isFolder ? rules.byFolder : rules.byFile).set(id, isTaken)
  }
  for (const path of include) add(path, true)
  for (const path of exclude) add(path, false)
  return rules
}

const undecided = 0
const taken = 1
const left = 2

/** Folders take after the nearest one above that has a rule. Parents come first in the list. */
function spreadDown({ columns }: EntryTree, rules: ReadonlyMap<number, boolean>): Uint8Array {
  const verdicts = new Uint8Array(columns.parent.length)
  columns.parent.forEach((parent, id) => {
    const rule = rules.get(id)
    verdicts[id] = rule === undefined ? (verdicts[parent] ?? undecided) : rule ? taken : left
  })
  return verdicts
}

/** Most packers write directories in the order of the data, so that sorting the positions is all there is to do. */
function sortByOffset({ columns }: EntryReader, indexes: Uint32Array): Uint32Array {
  const offset = (index: number) => columns.headerOffset[index] ?? 0
  const sorted = indexes.sort()
  const isInOrder = sorted.every((index, place) => place === 0 || offset(sorted[place - 1] ?? 0) <= offset(index))
  return isInOrder ? sorted : sorted.sort((a, b) => offset(a) - offset(b) || a - b)
}

export function sumEntries(reader: EntryReader, indexes: Uint32Array): SelectionSums {
  const { columns } = reader
  let [fileCount, unpackedBytes, compressedBytes, fetchBytes] = [0, 0, 0, 0]
  for (const index of indexes) {
    if (columns.problem[index] !== 0) continue
    fileCount++
    unpackedBytes = addBytes(unpackedBytes, columns.sizeBytes[index])
    compressedBytes = addBytes(compressedBytes, columns.compressedBytes[index])
    fetchBytes = addBytes(fetchBytes, reader.fetchBytes(index))
  }
  return { fileCount, unpackedBytes, compressedBytes, fetchBytes, refusedEntries: indexes.length - fileCount }
}
