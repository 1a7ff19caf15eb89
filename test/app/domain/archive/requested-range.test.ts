import { describe, expect, it } from 'vitest'
import { readRangeHeader } from '../../../../app/domain/archive/requested-range.ts'

const part = (start: number, end: number) => ({ kind: 'part', range: { start, end } })

describe('readRangeHeader', () => {
  it.each([
    ['bytes=0-9', part(0, 10)],
    ['bytes=90-', part(90, 100)],
    ['bytes=90-1000', part(90, 100)],
    ['bytes=-5', part(95, 100)],
    ['bytes=-500', part(0, 100)],
    ['bytes=0-', part(0, 100)],
    ['BYTES=99-99', part(99, 100)],
  ])('finds in %s, of 100 bytes, what is meant', (header, expected) => {
    expect(readRangeHeader(header, 100)).toEqual(expected)
  })

  it.each([null, '', 'bytes=', 'bytes=-', 'lines=0-1', 'bytes=0-1,5-6', 'bytes=9-8', 'bytes= 0-1', 'bytes=a-b'])(
    'takes %j for the whole',
    header => {
      expect(readRangeHeader(header, 100)).toEqual({ kind: 'whole' })
    },
  )

  it.each([
    ['bytes=100-', 100],
    ['bytes=100-200', 100],
    ['bytes=-0', 100],
    ['bytes=0-', 0],
    ['bytes=-5', 0],
  ])('says that %s asks for nothing there is in %i bytes', (header, sizeBytes) => {
    expect(readRangeHeader(header, sizeBytes)).toEqual({ kind: 'unsatisfiable' })
  })
})
