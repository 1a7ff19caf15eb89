import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Selection } from '../../../../app/contract/outputs.ts'
import {
  foldersAbove,
  isNothingTaken,
  noTicks,
  selectionOf,
  setTicks,
  tickOf,
  toggleTick,
  withGlobs,
  withHits,
  type Ticks,
} from '../../../../renderer/features/outputs/selection.ts'

const files = ['a/1', 'a/2', 'a/b/1', 'a/b/2', 'a/b/c/1', 'd/1', 'd/e/1', 'f']
const folders = ['', 'a/', 'a/b/', 'a/b/c/', 'd/', 'd/e/']
const below = (path: string) =>
  path === '' || path.endsWith('/') ? files.filter(file => file.startsWith(path)) : [path]
const row = (path: string) => ({ path, fileCount: below(path).length })
const tick = (ticks: Ticks, ...paths: string[]) => setTicks(ticks, paths.map(row), true)
const untick = (ticks: Ticks, ...paths: string[]) => setTicks(ticks, paths.map(row), false)

/** What the contract says a selection means: the longest matching path decides and, where none does, the globs. */
function takes(selection: Selection, file: string): boolean {
  const matches = (path: string) => path === '' || path === file || (path.endsWith('/') && file.startsWith(path))
  const longest = (paths: readonly string[]) => Math.max(-1, ...paths.filter(matches).map(path => path.length))
  const [included, excluded] = [longest(selection.include), longest(selection.exclude)]
  return included === excluded ? matchesGlob(selection.globs ?? [], file) : included > excluded
}

/** Globs of the form "*x", as far as these tests need them. */
const matchesGlob = (globs: readonly string[], file: string) => globs.some(glob => file.endsWith(glob.slice(1)))
/** Takes globs, with every count known. */
const glob = (ticks: Ticks, ...globs: string[]) => {
  const paths = [...folders, ...files]
  const counts = paths.map(path => below(path).filter(file => matchesGlob(globs, file)).length)
  return withHits(withGlobs(ticks, globs), paths, counts)
}

describe('a selection', () => {
  it('starts with nothing ticked', () => {
    expect(isNothingTaken(noTicks)).toBe(true)
    expect(tickOf(noTicks, row(''))).toBe('none')
  })

  it('takes everything below a ticked folder, except what is unticked there', () => {
    const ticks = untick(tick(noTicks, 'a/'), 'a/b/')
    expect(selectionOf(ticks)).toEqual({ include: ['a/'], exclude: ['a/b/'] })
    expect(tickOf(ticks, row('a/1'))).toBe('all')
    expect(tickOf(ticks, row('a/b/c/1'))).toBe('none')
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
    expect(tickOf(ticks, row('U_0/x'))).toBe('none')
    expect(tickOf(ticks, row('U'))).toBe('none')
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

  describe('with globs', () => {
    it('shows what they take in the boxes of files and folders', () => {
      const ticks = glob(noTicks, '*2')
      expect(isNothingTaken(ticks)).toBe(false)
      expect([tickOf(ticks, row('a/2')), tickOf(ticks, row('a/1'))]).toEqual(['all', 'none'])
      expect([tickOf(ticks, row('a/')), tickOf(ticks, row('d/'))]).toEqual(['some', 'none'])
      expect(tickOf(glob(noTicks, '*1'), row('a/b/c/'))).toBe('all')
      expect(selectionOf(ticks)).toEqual({ include: [], exclude: [], globs: ['*2'] })
    })

    it('leaves out what is unticked, and nothing more than that', () => {
      const ticks = untick(glob(noTicks, '*2'), 'a/b/', 'd/')
      expect(selectionOf(ticks)).toEqual({ include: [], exclude: ['a/b/'], globs: ['*2'] })
      expect([tickOf(ticks, row('a/')), tickOf(ticks, row('a/b/'))]).toEqual(['some', 'none'])
    })

    it('takes a whole folder when its box is pressed, and nothing of it when it is pressed again', () => {
      const whole = toggleTick(glob(noTicks, '*2'), row('a/'))
      expect([tickOf(whole, row('a/')), tickOf(whole, row('a/b/c/1'))]).toEqual(['all', 'all'])
      expect(tickOf(toggleTick(whole, row('a/')), row('a/2'))).toBe('none')
    })

    it('keeps what was ticked by hand when they go, and forgets what had to be left out', () => {
      const ticks = glob(untick(tick(glob(noTicks, '*1'), 'a/2'), 'a/b/'))
      expect(selectionOf(ticks)).toEqual({ include: ['a/2'], exclude: [] })
      expect(isNothingTaken(untick(ticks, 'a/2'))).toBe(true)
    })
  })

  it('agrees with a plain set of files after any sequence of ticks and globs', () => {
    const step = fc.oneof(
      { weight: 3, arbitrary: fc.record({ path: fc.constantFrom(...folders, ...files), isTaken: fc.boolean() }) },
      { weight: 1, arbitrary: fc.record({ globs: fc.subarray(['*1', '*2', '*f']) }) },
    )
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), steps => {
        let ticks = noTicks
        for (const step of steps) {
          if ('globs' in step) {
            ticks = glob(ticks, ...step.globs)
            continue
          }
          const before = files.filter(file => takes(selectionOf(ticks), file))
          ticks = setTicks(ticks, [row(step.path)], step.isTaken)
          const others = before.filter(file => !below(step.path).includes(file))
          const expected = new Set(step.isTaken ? [...others, ...below(step.path)] : others)
          expect(new Set(files.filter(file => takes(selectionOf(ticks), file)))).toEqual(expected)
        }
        const taken = new Set(files.filter(file => takes(selectionOf(ticks), file)))
        for (const path of [...folders, ...files]) {
          const count = below(path).filter(file => taken.has(file)).length
          const expected = count === 0 ? 'none' : count === below(path).length ? 'all' : 'some'
          expect(tickOf(ticks, row(path))).toBe(expected)
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
