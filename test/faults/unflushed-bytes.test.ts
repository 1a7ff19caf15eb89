import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { transferDisk } from '../../app/platform/disk.ts'
import type { TransferDisk } from '../../app/transfers/ports.ts'
import { startRangeServer, type RangeServer } from '../fakes/range-server.ts'
import { openTransferSite, readTree, requestFor, type TransferSite } from '../fakes/transfer-site.ts'
import { makeSimulation, type Simulation } from './simulation.ts'

const mebibyte = 1024 * 1024
/** Small files, headers and the index: what may be fetched again or not without meaning anything here. */
const besides = mebibyte
const enough = 2.5 * mebibyte

type Kind = 'files' | 'archive'
type Id = Parameters<TransferSite['until']>[0]

let simulation: Simulation
let server: RangeServer
let site: TransferSite
let destination: string
let run = 0

beforeAll(() => {
  simulation = makeSimulation({ files: 100, largeBytes: 9_000_000 })
})
afterAll(() => simulation.remove())
beforeEach(async () => {
  server = await startRangeServer(simulation.zip)
  destination = join(simulation.folder, `run${++run}`)
})
afterEach(async () => {
  await site.close()
  await server.close()
})

function open(name: string, disk: TransferDisk): TransferSite {
  return openTransferSite({ url: server.url, databasePath: databaseOf(name), stallMs: 60_000, disk })
}

function databaseOf(name: string): string {
  return join(simulation.folder, `run${run}-${name}.sqlite`)
}

/** The disk at one start of the computer. Flushes wait until they may. */
function diskOf(bootId: string, { outlivesProcess = true, mayFlush = Promise.resolve() } = {}): TransferDisk {
  return {
    ...transferDisk,
    bootId: () => Promise.resolve(bootId),
    async openPart(path) {
      const file = await transferDisk.openPart(path)
      return { ...file, outlivesProcess, flush: () => mayFlush.then(() => file.flush()) }
    },
  }
}

/** Bytes of spools that are on record. */
function recorded(database: DatabaseSync): { readonly written: number; readonly flushed: number } {
  const rows = database.prepare('SELECT written, flushed FROM transfer_spools').all()
  const sum = (column: 'written' | 'flushed'): number =>
    rows
      .flatMap(row => JSON.parse(String(row[column])) as [number, number][])
      .reduce((bytes, [start, end]) => bytes + end - start, 0)
  return { written: sum('written'), flushed: sum('flushed') }
}

type Kill = { readonly kind: Kind; readonly flushes: boolean; readonly outlivesProcess?: boolean }

/** Leaves database and files as a kill does at a moment when enough is on record. Answers what is. */
async function killOnce({ kind, flushes, outlivesProcess = true }: Kill) {
  const gate = Promise.withResolvers<undefined>()
  if (flushes) gate.resolve(undefined)
  site = open('before', diskOf('boot', { outlivesProcess, mayFlush: gate.promise.then(() => undefined) }))
  server.faults.stallAfter = request => (request < 6 ? undefined : mebibyte)
  const { id } = await site.transfers.start(requestFor(destination, { kind }))
  await site.untilTold(({ fetchedBytes }) => fetchedBytes > enough + besides)
  const isThere = (): void => {
    const { written, flushed } = recorded(site.database)
    expect(flushes ? flushed : written).toBeGreaterThan(enough)
  }
  if (outlivesProcess) await vi.waitFor(isThere, { timeout: 20_000 })
  site.database.prepare('VACUUM INTO ?').run(databaseOf('after'))
  const bytes = recorded(site.database)
  gate.resolve(undefined)
  await site.close()
  return { id, ...bytes }
}

/** What was in memory alone is gone: files have their sizes, and zeros in them. */
function loseSpools(): void {
  const paths = readdirSync(destination, { recursive: true, encoding: 'utf8' }).filter(path => path.endsWith('.spool'))
  expect(paths.length).toBeGreaterThan(0)
  for (const path of paths.map(each => join(destination, each))) writeFileSync(path, Buffer.alloc(statSync(path).size))
}

/** Bytes of files that have their names: they are compared, not fetched. */
function finishedBytes(): number {
  const nodes = readdirSync(destination, { recursive: true, withFileTypes: true })
  const files = nodes.filter(node => node.isFile() && !node.parentPath.includes('.inductiva-'))
  return files.reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0)
}

/** Goes on with what was on record, to the right end. Answers how many bytes were sent for it. */
async function goOn(id: Id, { kind, bootId }: { readonly kind: Kind; readonly bootId: string }): Promise<number> {
  delete server.faults.stallAfter
  const sentBefore = server.bytesSent
  site = open('after', diskOf(bootId))
  site.transfers.resumeUnfinished()
  expect(await site.until(id, 'done', 'failed')).toMatchObject({ state: 'done', entriesFailed: 0 })
  if (kind === 'files') expect(readTree(destination)).toEqual(simulation.expected)
  else expect(readFileSync(join(destination, 'output.zip')).equals(simulation.zip)).toBe(true)
  return server.bytesSent - sentBefore
}

describe.each(['files', 'archive'] as const)('a transfer of kind %s that was killed', kind => {
  it('fetches nothing again that was written, while the system runs', async () => {
    const { id, written, flushed } = await killOnce({ kind, flushes: false })
    expect(flushed).toBe(0)
    expect(await goOn(id, { kind, bootId: 'boot' })).toBeLessThan(simulation.zip.length - written + besides)
  })

  it('fetches again what was not flushed, once the system was started anew', async () => {
    const { id } = await killOnce({ kind, flushes: false })
    loseSpools()
    const lost = simulation.zip.length - finishedBytes()
    expect(await goOn(id, { kind, bootId: 'another' })).toBeGreaterThan(lost - besides)
  })

  it('fetches nothing again that was flushed, whatever was started anew', async () => {
    const { id, flushed } = await killOnce({ kind, flushes: true })
    expect(await goOn(id, { kind, bootId: 'another' })).toBeLessThan(simulation.zip.length - flushed + besides)
  })

  it('relies on nothing that was not flushed where it may be lost with the process', async () => {
    const { id, written } = await killOnce({ kind, flushes: false, outlivesProcess: false })
    expect(written).toBe(0)
    loseSpools()
    await goOn(id, { kind, bootId: 'boot' })
  })
})
