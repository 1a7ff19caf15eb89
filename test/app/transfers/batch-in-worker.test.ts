import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { writeBatch } from '../../../app/transfers/batch-in-worker.ts'
import { makeBatch, readDescribed } from '../../fakes/small-batch.ts'
import { makeTemporaryFolder } from '../../fakes/transfer-site.ts'

let folder: ReturnType<typeof makeTemporaryFolder>
beforeEach(() => (folder = makeTemporaryFolder()))
afterEach(() => folder.remove())

const mebibyte = 1024 * 1024

it('a batch keeps no memory: neither its own bytes nor any it unpacked', () => {
  const content = Buffer.alloc(20 * 1024, 'some text, ')
  const files = Array.from({ length: 2_000 }, (_, index) => ({ name: String(index), content }))
  const batch = makeBatch(files, { out: join(folder.path, 'out'), staging: folder.path })
  const request = { kind: 'batch', job: 1, ...batch } as const
  const before = process.memoryUsage().arrayBuffers
  expect(writeBatch(request, readDescribed)).toMatchObject({ others: new Map(), left: [], trouble: undefined })
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(4 * mebibyte) // unpacked were 40
  expect(batch.bytes.buffer.detached).toBe(true)
})
