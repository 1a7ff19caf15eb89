import { describe, expect, it } from 'vitest'
import { spoolRoom } from '../../../../app/domain/transfer/spool-room.ts'

const mebibyte = 1024 * 1024
const deflated = (compressedBytes: number) => ({ method: 8, compressedBytes, sizeBytes: 4 * compressedBytes })

describe('spoolRoom', () => {
  it('is that of the largest entries unpacked at one time', () => {
    const entries = [10, 30, 20].map(size => deflated(size * mebibyte))
    expect(spoolRoom(entries, 2)).toBe(50 * mebibyte)
    expect(spoolRoom(entries, 9)).toBe(60 * mebibyte)
  })

  it('is none for stored entries and for small ones', () => {
    const large = { method: 0, compressedBytes: 100 * mebibyte, sizeBytes: 100 * mebibyte }
    expect(spoolRoom([large, deflated(1000)], 2)).toBe(0)
    expect(spoolRoom([], 2)).toBe(0)
  })
})
