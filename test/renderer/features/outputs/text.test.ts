import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findText, markRow, mostMatches } from '../../../../renderer/features/outputs/find-text.ts'
import { cutRows, rowCount, rowOf, rowText } from '../../../../renderer/features/outputs/text-rows.ts'

const rowsOf = (text: string) => {
  const rows = cutRows(text)
  return Array.from({ length: rowCount(rows) }, (_, row) => [rows.lines[row], rowText(rows, row)])
}

describe('a text cut into rows', () => {
  it.each([
    ['', []],
    ['one', [[1, 'one']]],
    ['one\n', [[1, 'one']]],
    [
      'one\r\n\ntwo',
      [
        [1, 'one'],
        [2, ''],
        [3, 'two'],
      ],
    ],
  ])('gives %j its lines', (text, expected) => {
    expect(rowsOf(text)).toEqual(expected)
  })

  it('cuts a very long line into rows without numbers of their own', () => {
    const rows = rowsOf(`${'x'.repeat(2500)}\nend`)
    expect(rows.map(([line]) => line)).toEqual([1, 0, 0, 2])
  })

  it('loses no character, and finds the row of each', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', '\n', '\r\n', 'é'), maxLength: 60 }), text => {
        const rows = cutRows(text)
        const pieces = Array.from({ length: rowCount(rows) }, (_, row) =>
          text.slice(rows.starts[row], rows.starts[row + 1]),
        )
        expect(pieces.join('')).toBe(text)
        for (let at = 0; at < text.length; at += 1) {
          const row = rowOf(rows, at)
          expect(at >= (rows.starts[row] ?? -1) && at < (rows.starts[row + 1] ?? -1)).toBe(true)
        }
      }),
    )
  })
})

describe('find in a text', () => {
  it('ignores case and takes signs as they are', () => {
    expect(findText('a.c A.C abc', 'a.c')).toEqual([0, 4])
  })

  it('stops counting where a number would tell nobody anything', () => {
    expect(findText('a'.repeat(mostMatches + 5), 'a')).toHaveLength(mostMatches)
  })

  it('finds nothing for an empty text', () => {
    expect(findText('abc', '')).toEqual([])
  })

  it('marks a match that reaches over the end of a row in both rows', () => {
    expect(markRow('abcd', 0, [2], 4)).toEqual([
      { text: 'ab', match: null },
      { text: 'cd', match: 0 },
    ])
    expect(markRow('efgh', 4, [2], 4)).toEqual([
      { text: 'ef', match: 0 },
      { text: 'gh', match: null },
    ])
  })

  it('gives back every row unchanged when its pieces are joined', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 30 }), fc.string({ minLength: 1, maxLength: 2 }), (text, wanted) => {
        const pieces = markRow(text, 0, findText(text, wanted), wanted.length)
        expect(pieces.map(piece => piece.text).join('')).toBe(text)
      }),
    )
  })
})
