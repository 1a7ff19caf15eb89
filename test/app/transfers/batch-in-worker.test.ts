import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { crc32, deflateRawSync } from 'node:zlib'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { writeBatch } from '../../../app/transfers/batch-in-worker.ts'
import { packEntries } from '../../../app/transfers/packed-entries.ts'
import { makeTemporaryFolder } from '../../fakes/transfer-site.ts'

let folder: ReturnType<typeof makeTemporaryFolder>
beforeEach(() => (folder = makeTemporaryFolder()))
afterEach(() => folder.remove())

const mebibyte = 1024 * 1024

it('a batch keeps no memory: neither its own bytes nor any it unpacked', () => {
  const stagingFolder = join(folder.path, 'staging')
  mkdirSync(stagingFolder)
  const content = Buffer.alloc(20 * 1024, 'some text, ')
  const packed = deflateRawSync(content)
  const header = Buffer.alloc(30)
  header.writeUInt32LE(0x04034b50)
  const bytes = new Uint8Array(Buffer.concat([header, packed]))
  const sizes = { method: 8, compressedBytes: packed.length, sizeBytes: content.length, crc32: crc32(content) }
  const entries = Array.from({ length: 2_000 }, (_, index) => {
    const path = join(folder.path, 'out', String(index))
    const bounds = { offset: 0, limit: bytes.length }
    return { index, ...sizes, ...bounds, modifiedAtMs: null, mayReplace: false, path }
  })
  const request = { kind: 'batch', job: 1, bytes, entries: packEntries(entries), stagingFolder } as const
  const before = process.memoryUsage().arrayBuffers
  expect(writeBatch(request)).toMatchObject({ others: new Map(), left: [], trouble: undefined })
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(4 * mebibyte) // unpacked were 40
  expect(bytes.buffer.detached).toBe(true)
})
