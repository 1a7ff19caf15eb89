import type { Selection } from '../../../app/contract/outputs.ts'

/** What a tick can stand on: a path of the archive (folders end in "/", the whole archive is "") and its file count. */
export type Tickable = { readonly path: string; readonly fileCount: number }

export type Tick = 'all' | 'some' | 'none'

type Mark = { readonly isTaken: boolean; readonly fileCount: number }

/**
 * Which entries are taken, without a list of them: marks on paths, of which the longest matching one decides, and
 * globs, which decide where no mark does.
 *
 * Marks are about what a person ticked and unticked: none repeats what holds without it, so that one thousand ticks in
 * a folder collapse when the folder itself is ticked. `hits` holds how many files below a path match the globs, for
 * every path that was looked at; `shifts` for every folder above a mark by how many files the marks below move its count.
 */
export type Ticks = {
  readonly marks: ReadonlyMap<string, Mark>
  readonly globs: readonly string[]
  readonly hits: ReadonlyMap<string, number>
  readonly shifts: ReadonlyMap<string, number>
}

export const noTicks: Ticks = { marks: new Map(), globs: [], hits: new Map(), shifts: new Map() }

/** True when nothing at all is taken. */
export function isNothingTaken({ marks, globs }: Ticks): boolean {
  return marks.size === 0 && globs.length === 0
}

/** What the box of a row shows. A folder with some of its files taken shows "some". */
export function tickOf(ticks: Ticks, row: Tickable): Tick {
  const rule = ruleAt(ticks.marks, row.path)
  const shift = ticks.shifts.get(row.path) ?? 0
  const files = filesTaken(ticks.hits, rule, row) + shift
  if (files === 0 && shift === 0) return rule === 'taken' ? 'all' : 'none'
  if (files <= 0) return 'none'
  return files >= row.fileCount ? 'all' : 'some'
}

/** Ticks or unticks rows, whose hits are known, and everything below them. Earlier ticks below a folder are forgotten. */
export function setTicks(ticks: Ticks, rows: readonly Tickable[], isTaken: boolean): Ticks {
  const marks = new Map(ticks.marks)
  forgetBelow(
    marks,
    rows.map(row => row.path),
  )
  // Upper folders first: what they cover needs no mark of its own.
  for (const { path, fileCount } of rows.toSorted((a, b) => a.path.length - b.path.length)) {
    marks.delete(path)
    if (isMarkNeeded(ticks, ruleAbove(marks, path), { path, isTaken })) marks.set(path, { isTaken, fileCount })
  }
  return withShifts({ ...ticks, marks })
}

/** The next state of a row's box: what is only partly ticked becomes whole. */
export function toggleTick(ticks: Ticks, row: Tickable): Ticks {
  return setTicks(ticks, [row], tickOf(ticks, row) !== 'all')
}

/** Takes other globs. How many files match them below which path is to be told by `withHits`. */
export function withGlobs(ticks: Ticks, globs: readonly string[]): Ticks {
  const untold = { ...ticks, globs, hits: new Map<string, number>() }
  if (globs.length > 0) return withShifts(untold)
  // Without globs nothing is taken that would have to be left out by a mark of its own.
  const marks = new Map(
    [...ticks.marks].filter(([path, { isTaken }]) => isTaken || ruleAbove(ticks.marks, path) === 'taken'),
  )
  return withShifts({ ...untold, marks })
}

/** Learns how many files match the globs below some paths. */
export function withHits(ticks: Ticks, paths: readonly string[], counts: readonly number[]): Ticks {
  const hits = new Map(ticks.hits)
  paths.forEach((path, place) => hits.set(path, counts[place] ?? 0))
  const isMarked = paths.some(path => ticks.marks.has(path))
  return isMarked ? withShifts({ ...ticks, hits }) : { ...ticks, hits }
}

/** As a transfer wants it. */
export function selectionOf({ marks, globs }: Ticks): Selection {
  const paths = (isTaken: boolean) => [...marks].filter(([, mark]) => mark.isTaken === isTaken).map(([path]) => path)
  return { include: paths(true), exclude: paths(false), ...(globs.length > 0 && { globs: [...globs] }) }
}

export const wholeArchive: Selection = { include: [''], exclude: [] }

/** The folders above a path, nearest first, down to "". `a/b/` is above `a/b/c`, not above itself. */
export function foldersAbove(path: string): readonly string[] {
  if (path === '') return []
  const folders = ['']
  for (let slash = path.indexOf('/'); slash >= 0 && slash < path.length - 1; slash = path.indexOf('/', slash + 1)) {
    folders.push(path.slice(0, slash + 1))
  }
  return folders.reverse()
}

/** What decides on a path: a mark, its own or the nearest above, or the globs. */
type Rule = 'taken' | 'left' | 'globs'

function ruleAt(marks: Ticks['marks'], path: string): Rule {
  const mark = marks.get(path)
  return mark ? ruleOf(mark) : ruleAbove(marks, path)
}

function ruleAbove(marks: Ticks['marks'], path: string): Rule {
  for (const folder of foldersAbove(path)) {
    const mark = marks.get(folder)
    if (mark) return ruleOf(mark)
  }
  return 'globs'
}

function ruleOf({ isTaken }: Mark): Rule {
  return isTaken ? 'taken' : 'left'
}

/** How many files below a path a rule takes, with no regard to marks further down. */
function filesTaken(hits: Ticks['hits'], rule: Rule, { path, fileCount }: Tickable): number {
  switch (rule) {
    case 'taken':
      return fileCount
    case 'left':
      return 0
    case 'globs':
      return hits.get(path) ?? 0
  }
}

function isMarkNeeded({ hits }: Ticks, above: Rule, { path, isTaken }: { path: string; isTaken: boolean }): boolean {
  if (above === 'globs') return isTaken || (hits.get(path) ?? 0) > 0
  return (above === 'taken') !== isTaken
}

/** One pass over the marks, however many folders are ticked at once. */
function forgetBelow(marks: Map<string, Mark>, paths: readonly string[]): void {
  const folders = new Set(paths.filter(path => path === '' || path.endsWith('/')))
  if (folders.size === 0) return
  for (const path of [...marks.keys()]) {
    if (foldersAbove(path).some(folder => folders.has(folder))) marks.delete(path)
  }
}

function withShifts(ticks: Ticks): Ticks {
  const { marks, hits } = ticks
  const shifts = new Map<string, number>()
  for (const [path, mark] of marks) {
    const row = { path, fileCount: mark.fileCount }
    const files = filesTaken(hits, ruleOf(mark), row) - filesTaken(hits, ruleAbove(marks, path), row)
    for (const folder of foldersAbove(path)) shifts.set(folder, (shifts.get(folder) ?? 0) + files)
  }
  return { ...ticks, shifts }
}
