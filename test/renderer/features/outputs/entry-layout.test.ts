import { describe, expect, it } from 'vitest'
import { flatIndexOf, layOut, rowAt, type TreeShape } from '../../../../renderer/features/outputs/entry-layout.ts'

/** Root of 5 rows; "b/" stands at 1 with 3 rows, of which "b/y/" stands at 2 with 2 rows; "d/" at 3 with 1. */
const shape: TreeShape = {
  root: '',
  totals: new Map([
    ['', 5],
    ['b/', 3],
    ['b/y/', 2],
    ['d/', 1],
  ]),
  open: new Set(['d/', 'b/', 'b/y/']),
  positions: new Map([
    ['b/', { listing: '', index: 1 }],
    ['b/y/', { listing: 'b/', index: 2 }],
    ['d/', { listing: '', index: 3 }],
  ]),
}
const asText = (tree: TreeShape) => {
  const layout = layOut(tree)
  return Array.from({ length: layout.rows }, (_, flat) => {
    const row = rowAt(layout, flat)
    return row && `${'  '.repeat(row.depth)}${row.listing}#${row.index}`
  })
}

describe('the layout of open folders', () => {
  it('puts the rows of an open folder below it, one level deeper', () => {
    expect(asText(shape)).toEqual([
      '#0',
      '#1',
      '  b/#0',
      '  b/#1',
      '  b/#2',
      '    b/y/#0',
      '    b/y/#1',
      '#2',
      '#3',
      '  d/#0',
      '#4',
    ])
  })

  it('finds each row again by its address', () => {
    const layout = layOut(shape)
    for (let flat = 0; flat < layout.rows; flat += 1) {
      const row = rowAt(layout, flat)
      expect(row && flatIndexOf(layout, row)).toBe(flat)
    }
  })

  it('gives no row beyond either end', () => {
    const layout = layOut(shape)
    expect(rowAt(layout, -1)).toBeUndefined()
    expect(rowAt(layout, layout.rows)).toBeUndefined()
  })

  it('hides what is inside a closed folder, though the inner folder is still open', () => {
    const layout = layOut({ ...shape, open: new Set(['b/y/', 'd/']) })
    expect(layout.rows).toBe(6)
    expect(flatIndexOf(layout, { listing: 'b/y/', index: 0 })).toBe(-1)
  })

  it('leaves out open folders whose place is not known under the present order', () => {
    expect(layOut({ ...shape, positions: new Map() }).rows).toBe(5)
  })

  it('has no rows before the first answer', () => {
    expect(layOut({ ...shape, totals: new Map() }).rows).toBe(0)
  })

  it('walks a very large folder without visiting its rows', () => {
    const layout = layOut({ ...shape, totals: new Map([...shape.totals, ['b/', 1_000_000]]) })
    expect(rowAt(layout, 1_000_001)).toMatchObject({ listing: 'b/', index: 999_997 })
  })
})
