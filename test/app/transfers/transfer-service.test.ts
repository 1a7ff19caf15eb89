import { mkdirSync, readFileSync } from 'node:fs'
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
import { buildSimulationZip, extractWithPython } from '../../fakes/zip-with-python.ts'

const folder = makeTemporaryFolder()
const zipPath = join(folder.path, 'output.zip')
const reference = join(folder.path, 'reference')
buildSimulationZip(zipPath, { files: 500, largeBytes: 20_000_000 })
mkdirSync(reference)
extractWithPython(zipPath, reference)

let server: RangeServer
let site: TransferSite
let destination: string
let run = 0

beforeEach(async () => {
  server = await startRangeServer(readFileSync(zipPath))
  destination = join(folder.path, `run${++run}`)
  site = openTransferSite({ url: server.url, databasePath: join(folder.path, `run${run}.sqlite`) })
})

afterEach(async () => {
  await site.close()
  await server.close()
})

describe('downloading files', () => {
  it('writes every entry byte for byte as the reference does, and leaves nothing else', async () => {
    const { id } = await site.transfers.start(requestFor(destination))
    const ended = await site.until(id, 'done', 'failed')
    expect(ended).toMatchObject({ state: 'done', failure: null, entriesFailed: 0, entriesDone: 507, entriesTotal: 507 })
    expect(ended.writtenBytes).toBe(ended.writeBytes)
    expect(readTree(destination)).toEqual(readTree(reference))
  })
})
