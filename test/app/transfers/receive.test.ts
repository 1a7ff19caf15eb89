import { describe, expect, it } from 'vitest'
import type { ObjectSource, TakeBytes } from '../../../app/domain/object-source.ts'
import { receiveInPieces, type Receiving } from '../../../app/transfers/receive.ts'

const kibibyte = 1024
const bytes = Uint8Array.from({ length: 1_500 * kibibyte }, (_, i) => (i * 7) % 251)
const range = { start: 0, end: bytes.length }

function receivingFrom(readRange: (take: TakeBytes) => Promise<void>): { receiving: Receiving; counts: number[] } {
  const unused = () => Promise.reject(new Error('not asked for'))
  const source: ObjectSource = { openTail: unused, openRange: unused, readRange: (_r, _e, _s, take) => readRange(take) }
  const counts: number[] = []
  const limiter = { received: () => false, ready: () => Promise.resolve() }
  const identity = { sizeBytes: bytes.length, validator: null }
  const { signal } = new AbortController()
  return { receiving: { source, identity, signal, limiter, onBytes: count => counts.push(count) }, counts }
}

/** A disk that takes its time: what it is given is written only when the piece of memory may have been used again. */
function slowDisk() {
  const written = new Uint8Array(bytes.length)
  let atWork = 0
  return {
    written,
    atWork: () => atWork,
    async write(offset: number, piece: Uint8Array): Promise<void> {
      atWork++
      await new Promise(resolve => setTimeout(resolve, 20))
      written.set(piece, offset)
      atWork--
    },
  }
}

describe('receiveInPieces', () => {
  it('hands on every byte in its place, however it comes', async () => {
    const disk = slowDisk()
    const { receiving, counts } = receivingFrom(async take => {
      for (let at = 0; at < bytes.length; at += 700 * kibibyte) await take(bytes.subarray(at, at + 700 * kibibyte))
    })
    await receiveInPieces(range, receiving, (offset, piece) => disk.write(offset, piece))
    expect(Buffer.from(disk.written).equals(bytes)).toBe(true)
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(bytes.length)
  })

  it('keeps what came before a connection broke in the middle of a write, and no wrong byte', async () => {
    const disk = slowDisk()
    const came = 700 * kibibyte
    const { receiving, counts } = receivingFrom(take => {
      void take(bytes.subarray(0, came))
      return Promise.reject(new Error('cut'))
    })
    const received = receiveInPieces(range, receiving, (offset, piece) => disk.write(offset, piece))
    await expect(received).rejects.toThrow('cut')
    expect(disk.atWork()).toBe(0)
    expect(Buffer.from(disk.written.subarray(0, came)).equals(bytes.subarray(0, came))).toBe(true)
    expect(disk.written.subarray(came).every(byte => byte === 0)).toBe(true)
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(came)
  })
})
