import { crc32 } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { combineCrc32, crcShiftFor } from '../../../../app/sample/zip/crc32.ts'

describe('combineCrc32', () => {
  it('gives the checksum of a concatenation without its bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 9000 }), fc.uint8Array({ maxLength: 9000 }), (first, second) => {
        const combined = combineCrc32(crc32(first), crcShiftFor(second.length), crc32(second))
        expect(combined).toBe(crc32(Buffer.concat([first, second])))
      }),
    )
  })

  it('knows the shift of lengths far beyond 4 GiB', () => {
    const half = crcShiftFor(3 * 2 ** 33)
    expect(combineCrc32(0x1234abcd, crcShiftFor(3 * 2 ** 34), 0)).toBe(
      combineCrc32(combineCrc32(0x1234abcd, half, 0), half, 0),
    )
  })
})
