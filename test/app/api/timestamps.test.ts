import { describe, expect, it } from 'vitest'
import { parseTimestamp } from '../../../app/api/timestamps.ts'

const expected = Date.UTC(2025, 11, 1, 10, 0, 0)

describe('parseTimestamp', () => {
  it.each([
    ['2025-12-01T10:00:00.123456+00:00', 123],
    ['2025-12-01T10:00:00.1+00:00', 100],
    ['2025-12-01T10:00:00Z', 0],
    ['2025-12-01T12:00:00+02:00', 0],
    ['2025-12-01T12:00:00+0200', 0],
    ['2025-12-01 10:00:00.5', 500],
    ['2025-12-01T10:00', 0],
  ])('reads %s', (text, milliseconds) => {
    expect(parseTimestamp(text)).toBe(expected + milliseconds)
  })

  it.each(['', 'yesterday', '2025-13-01T10:00:00Z', '2025-12-01', '1733047200'])('does not guess at "%s"', text => {
    expect(parseTimestamp(text)).toBeNull()
  })
})
