import { crc32, deflateRawSync, gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { inflateTogether, type DeflatedData } from '../../../app/transfers/inflate-entries.ts'

function deflated(text: string, change: Partial<DeflatedData> = {}): DeflatedData {
  return { data: deflateRawSync(text), sizeBytes: Buffer.byteLength(text), crc32: crc32(text), ...change }
}

/** What follows the data of a gzip member. */
function trailer(text: string): Buffer {
  return gzipSync(text).subarray(-8)
}
const header = gzipSync('').subarray(0, 10)

describe('inflateTogether', () => {
  it('gives all contents one after the other, empty ones and those that do not shrink among them', () => {
    const texts = Array.from({ length: 300 }, (_, at) => (at % 7 === 0 ? '' : `${at} `.repeat(at)))
    expect(Buffer.from(inflateTogether(texts.map(text => deflated(text))) ?? []).toString()).toBe(texts.join(''))
  })

  it('holds exactly the contents, whose memory is theirs alone', () => {
    const contents = inflateTogether([deflated('one'), deflated('two')])
    expect([contents?.length, contents?.byteOffset]).toEqual([6, 0])
  })

  const fine = deflated('all is well with this one')
  it.each<[string, DeflatedData]>([
    ['a wrong checksum', deflated('text', { crc32: 1 })],
    ['more bytes than were promised', deflated('text', { sizeBytes: 3 })],
    ['fewer bytes than were promised', deflated('text', { sizeBytes: 5 })],
    ['data that is cut off', deflated('some text', { data: deflateRawSync('some text').subarray(0, 6) })],
    ['data that is none', deflated('text', { data: Buffer.alloc(20, 0xff) })],
    ['no data at all', deflated('text', { data: new Uint8Array(0) })],
    ['a bomb', deflated('0'.repeat(50_000_000), { sizeBytes: 10 })],
    [
      'data that passes for two',
      deflated('two', { data: Buffer.concat([deflateRawSync('one'), trailer('one'), header, deflateRawSync('two')]) }),
    ],
    [
      'data that passes for the end of everything',
      deflated('one', { data: Buffer.concat([deflateRawSync('two'), trailer('two'), Buffer.alloc(8)]) }),
    ],
  ])('answers nothing for %s, wherever it stands', (_, broken) => {
    for (const streams of [
      [broken, fine],
      [fine, broken, fine],
      [fine, broken],
    ])
      expect(inflateTogether(streams)).toBeUndefined()
  })

  it('never takes what one smuggles in for the content of another', () => {
    const smuggler = Buffer.concat([deflateRawSync('evil'), trailer('evil'), header, deflateRawSync('one')])
    const short = deflated('', { sizeBytes: 4, crc32: crc32('good') })
    expect(inflateTogether([deflated('one', { data: smuggler }), short])).toBeUndefined()
  })
})
