import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { startStorageSum } from '../../../app/transfers/storage-sum.ts'

/** CRC-32C bit by bit (RFC 3720, B.4), as base64 of four bytes, highest first. */
function referenceCrc32c(bytes: Uint8Array): string {
  let crc = 0xffffffff
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0x82f63b78 : 0)
  }
  const text = Buffer.alloc(4)
  text.writeUInt32BE((crc ^ 0xffffffff) >>> 0)
  return text.toString('base64')
}

describe('a sum as storage makes it', () => {
  it('is that of the standard for what the standard shows', () => {
    expect(referenceCrc32c(Buffer.alloc(32))).toBe('ipE2qg==') // 0x8a9136aa
    const sum = startStorageSum({ kind: 'crc32c', base64: 'ipE2qg==' })
    sum.add(Buffer.alloc(32))
    expect(sum.matches()).toBe(true)
  })

  it.each(['crc32c', 'md5'] as const)('by %s is the same however the bytes come, and of no bytes too', kind => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array()), fc.nat(255), (pieces, other) => {
        const all = Buffer.concat(pieces)
        const base64 = kind === 'md5' ? createHash('md5').update(all).digest('base64') : referenceCrc32c(all)
        const [right, wrong] = [startStorageSum({ kind, base64 }), startStorageSum({ kind, base64 })]
        for (const piece of pieces) for (const sum of [right, wrong]) sum.add(piece)
        wrong.add(Uint8Array.of(other))
        expect([right.matches(), wrong.matches()]).toEqual([true, false])
      }),
    )
  })
})
