import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Selection } from '../../../../app/contract/outputs.ts'
import {
  foldersAbove,
  isNothingTicked,
  isTaken,
  noTicks,
  selectionOf,
  setTicks,
  tickOf,
  toggleTick,
  type Ticks,
} from '../../../../renderer/features/outputs/selection.ts'

const files = ['a/1', 'a/2', 'a/b/1', 'a/b/2', 'a/b/c/1', 'd/1', 'd/e/1', 'f']
const folders = ['', 'a/', 'a/b/', 'a/b/c/', 'd/', 'd/e/']
const below = (path: string) =>
  path === '' || path.endsWith('/') ? files.filter(file => file.startsWith(path)) : [path]
const row = (path: string) => ({ path, fileCount: below(path).length })
const tick = (ticks: Ticks, ...paths: string[]) => setTicks(ticks, paths.map(row), true)
const untick = (ticks: Ticks, ...paths: string[]) => setTicks(ticks, paths.map(row), false)

/** What the contract says a selection means: the longest matching path decides. */
function takes(selection: Selection, file: string): boolean {
  const matches = (path: string) => path === '' || path === file || (path.endsWith('/') && file.startsWith(path))
  const longest = (paths: readonly string[]) => Math.max(-1, ...paths.filter(matches).map(path => path.length))
  return longest(selection.include) > longest(selection.exclude)
}

describe('a selection', () => {
  it('starts with nothing ticked', () => {
    expect(isNothingTicked(noTicks)).toBe(true)
    expect(tickOf(noTicks, row(''))).toBe('none')
  })

  it('takes everything below a ticked folder, except what is unticked there', () => {
    const ticks = untick(tick(noTicks, 'a/'), 'a/b/')
    expect(selectionOf(ticks)).toEqual({ include: ['a/'], exclude: ['a/b/'] })
    expect(isTaken(ticks, 'a/1')).toBe(true)
    expect(isTaken(ticks, 'a/b/c/1')).toBe(false)
    expect(tickOf(ticks, row('a/'))).toBe('some')
  })

  it('shows a folder as wholly ticked once each of its files is', () => {
    const ticks = tick(noTicks, 'a/b/1', 'a/b/2')
    expect(tickOf(ticks, row('a/b/'))).toBe('some')
    expect(tickOf(tick(ticks, 'a/b/c/1'), row('a/b/'))).toBe('all')
  })

  it('shows a ticked folder as empty once each of its files is unticked', () => {
    expect(tickOf(untick(tick(noTicks, 'd/'), 'd/1', 'd/e/1'), row('d/'))).toBe('none')
  })

  it('forgets ticks below a folder that is ticked itself', () => {
    expect(selectionOf(tick(tick(noTicks, 'a/1', 'a/b/'), 'a/2', 'a/', 'f'))).toEqual({
      include: ['f', 'a/'],
      exclude: [],
    })
    expect(selectionOf(untick(tick(noTicks, 'a/1', 'a/b/c/1'), 'a/'))).toEqual({ include: [], exclude: [] })
  })

  it('does not confuse names that begin alike', () => {
    const ticks = setTicks(noTicks, [{ path: 'U/', fileCount: 3 }], true)
    expect(isTaken(ticks, 'U_0/x')).toBe(false)
    expect(isTaken(ticks, 'U')).toBe(false)
  })

  it('ticks and unticks an empty folder', () => {
    const empty = { path: 'empty/', fileCount: 0 }
    const ticks = toggleTick(noTicks, empty)
    expect(tickOf(ticks, empty)).toBe('all')
    expect(tickOf(toggleTick(ticks, empty), empty)).toBe('none')
  })

  it('makes a partly ticked folder whole when its box is pressed', () => {
    expect(selectionOf(toggleTick(tick(noTicks, 'a/1'), row('a/')))).toEqual({ include: ['a/'], exclude: [] })
  })

  it.each([
    ['', []],
    ['f', ['']],
    ['a/', ['']],
    ['a/b/c', ['a/b/', 'a/', '']],
    ['a/b/', ['a/', '']],
    ['/abs', ['/', '']],
  ])('finds the folders above "%s"', (path, above) => {
    expect(foldersAbove(path)).toEqual(above)
  })

  it('agrees with a plain set of files after any sequence of ticks', () => {
    const step = fc.record({ path: fc.constantFrom(...folders, ...files), isTaken: fc.boolean() })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), steps => {
        const expected = new Set<string>()
        let ticks = noTicks
        for (const { path, isTaken } of steps) {
          ticks = setTicks(ticks, [row(path)], isTaken)
          for (const file of below(path))
            if (isTaken) expected.add(file)
            else expected.delete(file)
        }
        const selection = selectionOf(ticks)
        expect(files.filter(file => takes(selection, file))).toEqual(files.filter(file => expected.has(file)))
        for (const path of [...folders, ...files]) {
          const taken = below(path).filter(file => expected.has(file)).length
          const tick = taken === 0 ? 'none' : taken === below(path).length ? 'all' : 'some'
          expect(tickOf(ticks, row(path))).toBe(tick)
        }
      }),
    )
  })

  it('stays quick with a hundred thousand ticks', () => {
    const rows = Array.from({ length: 100_000 }, (_, index) => ({
      path: `case/processor${index % 100}/U${index}`,
      fileCount: 1,
    }))
    const startedAt = performance.now()
    const ticks = setTicks(noTicks, rows, true)
    expect(tickOf(ticks, { path: 'case/', fileCount: 100_000 })).toBe('all')
    expect(performance.now() - startedAt).toBeLessThan(5_000)
  })
})
