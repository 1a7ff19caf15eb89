import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { unpackBatch, type UnpackedEntry } from '../../../app/transfers/unpack-in-worker.ts'
import { entriesOf, makeBatch, type SmallFile } from '../../fakes/small-batch.ts'
import { makeTemporaryFolder } from '../../fakes/transfer-site.ts'

let folder: ReturnType<typeof makeTemporaryFolder>
beforeEach(() => (folder = makeTemporaryFolder()))
afterEach(() => folder.remove())

const wrongs: readonly Partial<SmallFile>[] = [
  { crc32: 1 },
  { sizeBytes: 1 },
  { sizeBytes: 999 },
  { compressedBytes: 1 },
  { compressedBytes: 2_000_000_000 },
  { headerOffset: 3 },
]
const file = fc.record({
  content: fc.oneof(
    fc.string({ maxLength: 200 }),
    fc.integer({ min: 0, max: 300 }).map(count => 'a line of a table\n'.repeat(count)),
    fc.constant('large '.repeat(40_000)),
  ),
  wrong: fc.option(fc.constantFrom(...wrongs), { nil: undefined, freq: 8 }),
})

function contentsOf(files: readonly SmallFile[]): readonly string[] {
  const batch = makeBatch(files, { out: folder.path, staging: folder.path })
  return Array.from(unpackBatch(entriesOf(batch), batch.bytes), ({ content }) => wordsOf(content))
}

function wordsOf(content: Uint8Array | string): string {
  return typeof content === 'string' ? `damaged: ${content}` : Buffer.from(content).toString()
}

describe('unpackBatch', () => {
  it('says of each entry what it would say of it alone, whichever others are damaged', () => {
    fc.assert(
      fc.property(fc.array(file, { maxLength: 40 }), drawn => {
        const files = drawn.map(({ content, wrong }, at): SmallFile => ({ name: String(at), content, ...wrong }))
        const { bytes, ...batch } = makeBatch(files, { out: folder.path, staging: folder.path })
        const entries = entriesOf(batch)
        const alone = entries.flatMap(entry =>
          Array.from(unpackBatch([entry], bytes), ({ content }) => wordsOf(content)),
        )
        expect(Array.from(unpackBatch(entries, bytes), ({ content }) => wordsOf(content))).toEqual(alone)
      }),
    )
  })

  it('gives what was stored, or is too large to be unpacked with others, in its place', () => {
    const files = [
      { name: 'a', content: 'first' },
      { name: 'large', content: 'x'.repeat(600_000) },
      { name: 'b', content: 'last' },
    ]
    expect(contentsOf(files)).toEqual(['first', 'x'.repeat(600_000), 'last'])
  })

  it('says what is wrong with a damaged one, and gives the others', () => {
    const files = [{ name: 'a' }, { name: 'b', crc32: 1 }, { name: 'c', sizeBytes: 3 }, { name: 'd' }]
    const [first, second, third, fourth] = contentsOf(files)
    expect([first, fourth]).toEqual(['content of a', 'content of d'])
    expect(second).toBe('damaged: its checksum is wrong')
    expect(third).toMatch(/^damaged: its data cannot be unpacked/)
  })

  it('gives back the memory of what was unpacked, also when nobody wants the rest', () => {
    const batch = makeBatch([{ name: 'a' }, { name: 'b' }], { out: folder.path, staging: folder.path })
    const unpacking = unpackBatch(entriesOf(batch), batch.bytes)
    const first = unpacking.next().value as UnpackedEntry // there are two
    expect(wordsOf(first.content)).toBe('content of a')
    unpacking.return(undefined)
    expect(first.content).toHaveLength(0)
  })
})
