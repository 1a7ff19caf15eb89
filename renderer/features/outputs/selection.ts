import type { Selection } from '../../../app/contract/outputs.ts'

/** What a tick can stand on: a path of the archive (folders end in "/", the whole archive is "") and its file count. */
export type Tickable = { readonly path: string; readonly fileCount: number }

export type Tick = 'all' | 'some' | 'none'

type Mark = { readonly isTaken: boolean; readonly fileCount: number }

/**
 * Which entries are ticked, without a list of them: marks on paths, of which the longest matching one decides.
 *
 * No mark repeats what it inherits, so that one thousand ticks in a folder collapse when the folder itself is ticked.
 * `shifts` holds for every folder above a mark by how many files the marks below it move its count.
 */
export type Ticks = {
  readonly marks: ReadonlyMap<string, Mark>
  readonly shifts: ReadonlyMap<string, number>
}

export const noTicks: Ticks = { marks: new Map(), shifts: new Map() }

/** True when nothing at all is ticked. */
export function isNothingTicked(ticks: Ticks): boolean {
  return ticks.marks.size === 0
}

/** Whether a path is taken, by its own mark or the nearest one above it. */
export function isTaken(ticks: Ticks, path: string): boolean {
  return ticks.marks.get(path)?.isTaken ?? inherits(ticks.marks, path)
}

/** What the box of a row shows. A folder with some of its files ticked shows "some". */
export function tickOf(ticks: Ticks, row: Tickable): Tick {
  const shift = ticks.shifts.get(row.path) ?? 0
  const files = (isTaken(ticks, row.path) ? row.fileCount : 0) + shift
  if (files === 0 && shift === 0) return isTaken(ticks, row.path) ? 'all' : 'none'
  if (files <= 0) return 'none'
  return files >= row.fileCount ? 'all' : 'some'
}

/** Ticks or unticks rows and everything below them. Earlier ticks below a folder are forgotten. */
export function setTicks(ticks: Ticks, rows: readonly Tickable[], isTaken: boolean): Ticks {
  const marks = new Map(ticks.marks)
  forgetBelow(
    marks,
    rows.map(row => row.path),
  )
  // Upper folders first: what they cover needs no mark of its own.
  for (const { path, fileCount } of rows.toSorted((a, b) => a.path.length - b.path.length)) {
    marks.delete(path)
    if (inherits(marks, path) !== isTaken) marks.set(path, { isTaken, fileCount })
  }
  return { marks, shifts: sumShifts(marks) }
}

/** The next state of a row's box: what is only partly ticked becomes whole. */
export function toggleTick(ticks: Ticks, row: Tickable): Ticks {
  return setTicks(ticks, [row], tickOf(ticks, row) !== 'all')
}

/** As a transfer wants it. */
export function selectionOf(ticks: Ticks): Selection {
  const paths = (isTaken: boolean) =>
    [...ticks.marks].filter(([, mark]) => mark.isTaken === isTaken).map(([path]) => path)
  return { include: paths(true), exclude: paths(false) }
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

function inherits(marks: ReadonlyMap<string, Mark>, path: string): boolean {
  for (const folder of foldersAbove(path)) {
    const mark = marks.get(folder)
    if (mark) return mark.isTaken
  }
  return false
}

/** One pass over the marks, however many folders are ticked at once. */
function forgetBelow(marks: Map<string, Mark>, paths: readonly string[]): void {
  const folders = new Set(paths.filter(path => path === '' || path.endsWith('/')))
  if (folders.size === 0) return
  for (const path of [...marks.keys()]) {
    if (foldersAbove(path).some(folder => folders.has(folder))) marks.delete(path)
  }
}

function sumShifts(marks: ReadonlyMap<string, Mark>): ReadonlyMap<string, number> {
  const shifts = new Map<string, number>()
  for (const [path, mark] of marks) {
    const files = mark.isTaken ? mark.fileCount : -mark.fileCount
    for (const folder of foldersAbove(path)) shifts.set(folder, (shifts.get(folder) ?? 0) + files)
  }
  return shifts
}
