import type { Finding, FindingKind } from '../contract/checks.ts'
import type { ArchiveEntries } from '../domain/archive/archive-entries.ts'
import { byteLength } from '../domain/byte-range.ts'
import { createUsualPaths } from '../domain/transfer/local-names.ts'
import { spanOf } from '../domain/transfer/plan-units.ts'
import type { Difference } from './compare-protocol.ts'

/** Something that is not as it should be, without what only the disk knows. */
export type FindingAt = Omit<Finding, 'local'>

/** Whatever a check found, by kind. */
export interface Findings {
  readonly counts: Readonly<Record<FindingKind, number>>
  readonly fetchBytes: Readonly<Record<FindingKind, number>> // what fetching them anew takes, about
  /** How many of these kinds can be listed: all but of damaged and extra files, of which the first are kept. */
  listed(kinds: readonly FindingKind[]): number
  /** In the order of the kinds, and of the archive. */
  page(kinds: readonly FindingKind[], page: { readonly offset: number; readonly limit: number }): readonly FindingAt[]
}

/** What a comparison of a folder found. There may be a million: kept are numbers, and names come from the index. */
export interface FolderFindings extends Findings {
  add(difference: Difference, index: number, localPath: string): void
  addExtra(path: string): void
  /** What to fetch anew: the paths in the archive, and the local paths of those that have an unusual one. */
  toFetch(kinds: readonly FindingKind[]): {
    readonly paths: readonly string[]
    readonly names: ReadonlyMap<string, string>
  }
}

export const nothingFound: Readonly<Record<FindingKind, number>> = {
  ...{ missing: 0, size: 0, content: 0, occupied: 0, unreadable: 0, damaged: 0, extra: 0 },
}
const keptExtras = 100_000

export function createFolderFindings(entries: ArchiveEntries, rootFolder: string): FolderFindings {
  const usualPath = createUsualPaths(rootFolder)
  const counts = { ...nothingFound }
  const indexes = new Map<FindingKind, number[]>()
  const unusualPaths = new Map<number, string>()
  const extras: string[] = []
  const fetchBytes = { ...nothingFound }

  const findingOf = (kind: FindingKind, index: number): FindingAt => {
    const { name, sizeBytes, modifiedAtMs } = entries.entry(index)
    const localPath = unusualPaths.get(index) ?? usualPath(name)
    return { kind, path: name, localPath, archived: { sizeBytes, modifiedAtMs }, message: null }
  }
  const listedOf = (kind: FindingKind): number => (kind === 'extra' ? extras.length : (indexes.get(kind)?.length ?? 0))
  const pageOf = (kind: FindingKind, from: number, to: number): readonly FindingAt[] => {
    if (kind === 'extra') return extras.slice(from, to).map(extraAt)
    return (indexes.get(kind) ?? []).slice(from, to).map(index => findingOf(kind, index))
  }
  return {
    counts,
    fetchBytes,
    add(difference, index, localPath) {
      const kind = kindOf(difference)
      counts[kind]++
      const entry = entries.entry(index)
      fetchBytes[kind] += byteLength(spanOf(entry))
      if (localPath !== usualPath(entry.name)) unusualPaths.set(index, localPath)
      indexes.set(kind, indexes.get(kind) ?? [])
      indexes.get(kind)?.push(index)
    },
    addExtra(path) {
      counts.extra++
      if (extras.length < keptExtras) extras.push(path)
    },
    listed: kinds => kinds.reduce((sum, kind) => sum + listedOf(kind), 0),
    page: (kinds, page) => pageAcross(kinds, page, { listedOf, pageOf }),
    toFetch(kinds) {
      const wanted = kinds.flatMap(kind => indexes.get(kind) ?? [])
      return {
        paths: wanted.map(index => entries.entry(index).name),
        names: new Map(Array.from(unusualPaths, ([index, localPath]) => [entries.entry(index).name, localPath])),
      }
    },
  }
}

function extraAt(path: string): FindingAt {
  return { kind: 'extra', path, localPath: path, archived: null, message: null }
}

function kindOf(difference: Difference): FindingKind {
  switch (difference) {
    case 'nothing':
      return 'missing'
    case 'folder':
    case 'link':
      return 'occupied'
    case 'size':
    case 'content':
    case 'unreadable':
      return difference
  }
}

type Lists = {
  readonly listedOf: (kind: FindingKind) => number
  readonly pageOf: (kind: FindingKind, from: number, to: number) => readonly FindingAt[]
}

/** One window over the lists of several kinds, laid end to end. */
function pageAcross(
  kinds: readonly FindingKind[],
  { offset, limit }: { readonly offset: number; readonly limit: number },
  { listedOf, pageOf }: Lists,
): readonly FindingAt[] {
  const page: FindingAt[] = []
  let before = 0
  for (const kind of kinds) {
    const from = Math.max(0, offset - before)
    page.push(...pageOf(kind, from, from + limit - page.length))
    before += listedOf(kind)
    if (page.length >= limit) break
  }
  return page
}

/** What a check of a raw archive found. */
export function zipFindings(check: {
  readonly failedEntries: number
  readonly failures: readonly { readonly name: string; readonly reason: string }[]
  readonly archiveBytes: number
}): Findings {
  const { failedEntries, failures, archiveBytes } = check
  const damaged = failures.map(({ name, reason }): FindingAt => {
    return { kind: 'damaged', path: name, localPath: null, archived: null, message: reason }
  })
  const listed = (kinds: readonly FindingKind[]) => (kinds.includes('damaged') ? damaged : [])
  return {
    counts: { ...nothingFound, damaged: failedEntries },
    fetchBytes: { ...nothingFound, damaged: failedEntries > 0 ? archiveBytes : 0 },
    listed: kinds => listed(kinds).length,
    page: (kinds, { offset, limit }) => listed(kinds).slice(offset, offset + limit),
  }
}
