import { describe, expect, it } from 'vitest'
import { readRange } from '../../../../app/sample/storage/requested-range.ts'

const part = (start: number, end: number) => ({ kind: 'part', start, end })

describe('readRange', () => {
  it.each([
    ['bytes=0-9', part(0, 10)],
    ['bytes=90-', part(90, 100)],
    ['bytes=90-500', part(90, 100)],
    ['bytes=-10', part(90, 100)],
    ['bytes=-500', part(0, 100)],
    ['bytes=100-', { kind: 'unsatisfiable' }],
    ['bytes=-0', { kind: 'unsatisfiable' }],
    ['bytes=9-3', { kind: 'whole' }],
    ['bytes=0-1,5-6', { kind: 'whole' }],
    ['lines=0-1', { kind: 'whole' }],
    ['bytes=-', { kind: 'whole' }],
    [undefined, { kind: 'whole' }],
  ])('reads %s of 100 bytes', (header, expected) => {
    expect(readRange(header, 100)).toEqual(expected)
  })
})
