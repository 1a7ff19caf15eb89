import { createHash, randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startRangeServer, type RangeServer } from '../../fakes/range-server.ts'
import {
  makeTemporaryFolder,
  openTransferSite,
  readTree,
  requestFor,
  type TransferSite,
} from '../../fakes/transfer-site.ts'
import { buildZip } from '../../fakes/zip-builder.ts'

const contents = Array.from({ length: 400 }, () => randomBytes(10_000))
const zip = buildZip(contents.map((data, at) => ({ name: `fields/${at}.raw`, data, method: 0 })))
const stalledAt = 505_000

let folder: ReturnType<typeof makeTemporaryFolder>
let server: RangeServer
let site: TransferSite
beforeEach(async () => {
  folder = makeTemporaryFolder()
  server = await startRangeServer(zip)
  site = openTransferSite({ url: server.url, databasePath: join(folder.path, 'state.sqlite'), stallMs: 60_000 })
})
afterEach(async () => {
  await site.close()
  await server.close()
  folder.remove()
})

function lengthOf(range: string | undefined): number {
  const [, first = '0', last = '-1'] = /^bytes=(\d+)-(\d+)$/.exec(range ?? '') ?? []
  return Number(last) - Number(first) + 1
}

/** Small files come many in a request, here of a megabyte; each stops half-way. */
async function pauseHalfWay() {
  server.faults.stallAfter = request => (lengthOf(server.requests[request]?.range) > 900_000 ? stalledAt : undefined)
  const { id } = await site.transfers.start(requestFor(join(folder.path, 'out')))
  await site.untilTold(({ fetchedBytes }) => fetchedBytes >= 4 * stalledAt * 0.95)
  const paused = await site.transfers.pause(id)
  server.faults.stallAfter = () => undefined
  return { id, paused }
}

describe('pausing while small files arrive, many in one request', () => {
  it('keeps all that have arrived whole, and counts nothing else', async () => {
    const { paused } = await pauseHalfWay()
    expect(paused.state).toBe('paused')
    expect(paused.entriesDone).toBeGreaterThan(4 * 45)
    expect(paused.writtenBytes).toBe(paused.entriesDone * 10_000)
    expect(paused.fetchedBytes - paused.writtenBytes).toBeLessThan(paused.entriesDone * 100) // headers
  })

  it('fetches only the others afterwards', async () => {
    const { id, paused } = await pauseHalfWay()
    const before = server.requests.length
    await site.transfers.resume(id)
    expect(await site.until(id, 'done', 'failed')).toMatchObject({ state: 'done', entriesDone: 400 })
    const asked = server.requests.slice(before).reduce((sum, { range }) => sum + lengthOf(range), 0)
    expect(asked).toBeLessThan(zip.length - paused.writtenBytes)
    const files = readTree(join(folder.path, 'out'))
    for (const [at, data] of contents.entries())
      expect(files.get(`fields/${at}.raw`)).toBe(createHash('sha256').update(data).digest('hex'))
  })
})
