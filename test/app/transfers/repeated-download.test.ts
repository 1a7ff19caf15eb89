import { appendFileSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startRangeServer, type RangeServer } from '../../fakes/range-server.ts'
import {
  makeTemporaryFolder,
  openTransferSite,
  readTree,
  requestFor,
  type TransferSite,
} from '../../fakes/transfer-site.ts'
import { buildSimulationZip } from '../../fakes/zip-with-python.ts'

const folder = makeTemporaryFolder()
const zipPath = join(folder.path, 'output.zip')
beforeAll(() => buildSimulationZip(zipPath, { files: 300, largeBytes: 6_000_000 }))
afterAll(() => folder.remove())

let server: RangeServer
let site: TransferSite
let destination: string
let whole: ReadonlyMap<string, string>
let run = 0

beforeEach(async () => {
  server = await startRangeServer(readFileSync(zipPath))
  destination = join(folder.path, `run${++run}`)
  site = openTransferSite({ url: server.url, databasePath: join(folder.path, `run${run}.sqlite`) })
  await download()
  whole = readTree(destination)
})
afterEach(async () => {
  await site.close()
  await server.close()
})

async function download(change: Parameters<typeof requestFor>[1] = {}) {
  const before = { requests: server.requests.length, bytes: server.bytesSent }
  const { id } = await site.transfers.start(requestFor(destination, change))
  const ended = await site.until(id, 'done', 'failed')
  return { ended, requests: server.requests.length - before.requests, bytes: server.bytesSent - before.bytes }
}
const file = (name: string) => join(destination, name)

describe('downloading again what is there', () => {
  it('moves the bytes that tell whether the archive is the same, and no others', async () => {
    const { ended, requests, bytes } = await download()
    expect(ended).toMatchObject({ state: 'done', entriesDone: 0, entriesSkipped: 307, fetchedBytes: 0, fetchBytes: 0 })
    expect(requests).toBeLessThanOrEqual(2)
    expect(bytes).toBeLessThan(100)
  })

  it('moves the index alone where nothing is known of the archive, much less than a hundredth of it', async () => {
    await site.close()
    site = openTransferSite({ url: server.url, databasePath: join(folder.path, `run${run}-new.sqlite`) })
    const { ended, requests, bytes } = await download()
    expect(ended).toMatchObject({ state: 'done', entriesSkipped: 307 })
    expect(requests).toBeLessThanOrEqual(3)
    expect(bytes).toBeLessThan(readFileSync(zipPath).length / 100)
  })

  it('fetches what is missing or differs, and nothing beside it', async () => {
    unlinkSync(file('processor3/0/U_3'))
    appendFileSync(file('stdout.txt'), 'more')
    const spoilt = readFileSync(file('processor5/2/U_165'))
    spoilt[spoilt.length - 1]! ^= 1
    writeFileSync(file('processor5/2/U_165'), spoilt)
    const { ended, requests, bytes } = await download({ conflicts: 'replace' })
    expect(ended).toMatchObject({ state: 'done', entriesDone: 3, entriesSkipped: 304, entriesFailed: 0 })
    expect(requests).toBeLessThanOrEqual(5)
    expect(bytes).toBeLessThan((ended.fetchBytes ?? 0) + 70_000) // two close ones come in one request
    expect(ended.fetchBytes).toBeLessThan(80_000)
    expect(readTree(destination)).toEqual(whole)
  })
})
