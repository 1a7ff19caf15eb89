import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { writeBatch } from '../../../app/transfers/batch-in-worker.ts'
import { packEntries } from '../../../app/transfers/packed-entries.ts'
import { makeBatch } from '../../fakes/small-batch.ts'
import { makeTemporaryFolder } from '../../fakes/transfer-site.ts'

let folder: ReturnType<typeof makeTemporaryFolder>
beforeEach(() => (folder = makeTemporaryFolder()))
afterEach(() => folder.remove())

const mebibyte = 1024 * 1024

it('a batch keeps no memory: neither its own bytes nor any it unpacked', () => {
  const content = Buffer.alloc(20 * 1024, 'some text, ')
  const files = Array.from({ length: 2_000 }, (_, index) => ({ name: String(index), content }))
  const { entries, ...batch } = makeBatch(files, { out: join(folder.path, 'out'), staging: folder.path })
  const request = { kind: 'batch', job: 1, ...batch, entries: packEntries(entries) } as const
  const before = process.memoryUsage().arrayBuffers
  expect(writeBatch(request)).toMatchObject({ others: new Map(), left: [], trouble: undefined })
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(4 * mebibyte) // unpacked were 40
  expect(batch.bytes.buffer.detached).toBe(true)
})
