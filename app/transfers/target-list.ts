import type { ArchiveEntries, ArchiveEntry } from '../domain/archive/archive-entries.ts'
import { createUsualPaths } from '../domain/transfer/local-names.ts'
import type { WantedEntry } from '../domain/transfer/plan-units.ts'
import type { ThreadTargets } from './batched-entries.ts'
import type { Target } from './transfer-plan.ts'

/** What planning has to know of a target; the rest is read from the index when its turn comes. */
export type TargetBounds = Omit<WantedEntry, 'present'>

/**
 * The entries a plan fetches, in the order they were added. An archive may have a million of them: kept are a few
 * numbers each, and the names that are not the ones an entry would get on an empty disk.
 */
export interface TargetList extends Iterable<Target> {
  readonly count: number
  add(target: Target): void
  /** The target of an entry that was added. */
  get(index: number): Target
  /** How threads read some of them. */
  forThreads(indexes: readonly number[]): ThreadTargets
  /** Position by position; the object is a new one each time. */
  bounds(): Iterable<TargetBounds>
}

/** @param capacity How many are added at most. */
export function createTargetList(entries: ArchiveEntries, rootFolder: string, capacity: number): TargetList {
  const usualPath = createUsualPaths(rootFolder)
  const unusualPaths = new Map<number, string>()
  const replacing = new Set<number>()
  const indexes = new Uint32Array(capacity)
  const folders = new Uint32Array(capacity)
  const numbers = new Float64Array(capacity * 4)
  let count = 0
  let [folder, folderPath] = [0, '']

  const targetOf = (entry: ArchiveEntry): Target => {
    const localPath = unusualPaths.get(entry.index) ?? usualPath(entry.name)
    return { ...entry, localPath, mayReplace: replacing.has(entry.index) }
  }
  function* bounds(): Generator<TargetBounds> {
    for (let place = 0; place < count; place++) {
      yield {
        index: indexes[place] ?? 0,
        headerOffset: numbers[place * 4] ?? 0,
        endOffset: numbers[place * 4 + 1] ?? 0,
        compressedBytes: numbers[place * 4 + 2] ?? 0,
        sizeBytes: numbers[place * 4 + 3] ?? 0,
        folder: folders[place] ?? 0,
      }
    }
  }
  return {
    get count() {
      return count
    },
    add({ index, name, localPath, mayReplace, headerOffset, endOffset, compressedBytes, sizeBytes }) {
      if (localPath !== usualPath(name)) unusualPaths.set(index, localPath)
      if (mayReplace) replacing.add(index)
      const parent = localPath.slice(0, Math.max(0, localPath.lastIndexOf('/')))
      if (parent !== folderPath) [folder, folderPath] = [folder + 1, parent]
      indexes[count] = index
      folders[count] = folder
      numbers.set([headerOffset, endOffset, compressedBytes, sizeBytes], count * 4)
      count++
    },
    get: index => targetOf(entries.entry(index)),
    forThreads(wanted) {
      const unusual = wanted.flatMap(index => {
        const path = unusualPaths.get(index)
        return path === undefined ? [] : [[index, path] as const]
      })
      const { shared: index } = entries
      const others = { unusualPaths: new Map(unusual), replacing: new Set(wanted.filter(at => replacing.has(at))) }
      return { index, rootFolder, ...others }
    },
    bounds,
    *[Symbol.iterator]() {
      for (let place = 0; place < count; place++) yield targetOf(entries.entry(indexes[place] ?? 0))
    },
  }
}
