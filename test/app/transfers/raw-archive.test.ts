import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { crc32c } from '@node-rs/crc32'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { transferDisk } from '../../../app/platform/disk.ts'
import type { PartFile } from '../../../app/transfers/ports.ts'
import { startRangeServer, type RangeServer } from '../../fakes/range-server.ts'
import { makeTemporaryFolder, openTransferSite, requestFor, type TransferSite } from '../../fakes/transfer-site.ts'

/** The same in every run. */
const bytesOf = (count: number): Uint8Array => new Uint8Array(count).map((_, at) => (at * 7919) >>> 5)
const large = bytesOf(9_000_000)
const small = bytesOf(20_000)

let folder: ReturnType<typeof makeTemporaryFolder>
let server: RangeServer
let site: TransferSite

beforeEach(() => {
  folder = makeTemporaryFolder()
})
afterEach(async () => {
  await site.close()
  await server.close()
  folder.remove()
})

async function serve(bytes: Uint8Array, googHash: string | null, disk = transferDisk): Promise<void> {
  server = await startRangeServer(bytes)
  server.googHash = googHash
  site = openTransferSite({ url: server.url, databasePath: join(folder.path, 'account.sqlite'), disk })
}

function crc32cOf(bytes: Uint8Array): string {
  const text = Buffer.alloc(4)
  text.writeUInt32BE(crc32c(bytes))
  return `crc32c=${text.toString('base64')}`
}
const md5Of = (bytes: Uint8Array): string => `md5=${createHash('md5').update(bytes).digest('base64')}`

async function fetchArchive() {
  const { id } = await site.transfers.start(requestFor(join(folder.path, 'out'), { kind: 'archive' }))
  return site.until(id, 'done', 'failed')
}

const arrived = (): Buffer => readFileSync(join(folder.path, 'out/output.zip'))

describe('a raw archive', () => {
  it.each([
    ['crc32c', `${crc32cOf(large)};${md5Of(large)}`],
    ['crc32c', crc32cOf(large)],
    ['md5', md5Of(large)],
    ['none', null],
    ['none', 'crc32c=malformed'],
  ])('is told to be verified by %s where storage sends %s', async (verified, googHash) => {
    await serve(large, googHash)
    expect(await fetchArchive()).toMatchObject({ state: 'done', verified })
    expect(arrived().equals(large)).toBe(true)
    const [{ id } = { id: undefined }] = site.transfers.list()
    await site.transfers.retry(id!)
    expect(await site.until(id!, 'done', 'failed')).toMatchObject({ state: 'done', verified, entriesDone: 1 })
  })

  it.each([
    ['large', large],
    ['small', small],
  ])('that is %s and arrives damaged is fetched again once', async (_name, bytes) => {
    await serve(bytes, crc32cOf(bytes))
    let left = 1
    server.faults.corrupt = (body, start) => {
      if (body.length === 1 || start > 0 || left-- <= 0) return
      body[100] = (body[100] ?? 0) ^ 1
    }
    expect(await fetchArchive()).toMatchObject({ state: 'done', verified: 'crc32c', entriesFailed: 0 })
    expect(arrived().equals(bytes)).toBe(true)
    expect(server.bytesSent).toBeLessThanOrEqual(2 * bytes.length + 2)
    expect(server.bytesSent).toBeGreaterThan(2 * bytes.length - 1)
  })

  it.each([
    ['large', large],
    ['small', small],
  ])('that is %s and does not match a second time is reported, and nothing is left of it', async (_name, bytes) => {
    await serve(bytes, crc32cOf(Buffer.from('other bytes')))
    const ended = await fetchArchive()
    expect(ended).toMatchObject({ state: 'failed', verified: null, entriesFailed: 1, entriesDone: 0 })
    const { notes } = site.transfers.notes(ended.id, { offset: 0, limit: 9 })
    expect(notes).toMatchObject([{ kind: 'failed', path: 'output.zip' }])
    expect(notes[0]?.message).toContain('does not match the checksum that storage sent')
    expect(readdirSync(join(folder.path, 'out'))).toEqual([])
    expect(server.bytesSent).toBeLessThanOrEqual(2 * bytes.length + 2)
  })

  it('whose checksum is another one half way is another object, though nothing else tells', async () => {
    await serve(large, crc32cOf(small))
    server.etag = null
    server.faults.status = request => {
      if (request === 3) server.googHash = crc32cOf(large)
      return undefined
    }
    expect(await fetchArchive()).toMatchObject({ state: 'done', verified: 'crc32c' })
    expect(arrived().equals(large)).toBe(true)
  })

  it('whose checksum is another one after a pause is fetched from its beginning', async () => {
    await serve(large, crc32cOf(small))
    server.etag = null
    server.faults.stallAfter = request => (request > 0 ? 1_000_000 : undefined)
    const { id } = await site.transfers.start(requestFor(join(folder.path, 'out'), { kind: 'archive' }))
    await site.untilTold(({ fetchedBytes }) => fetchedBytes > 900_000)
    await site.transfers.pause(id)
    server.faults.stallAfter = () => undefined
    server.googHash = crc32cOf(large)
    const sentBefore = server.bytesSent
    await site.transfers.resume(id)
    expect(await site.until(id, 'done', 'failed')).toMatchObject({ state: 'done', verified: 'crc32c' })
    expect(server.bytesSent - sentBefore).toBeGreaterThanOrEqual(large.length)
    expect(existsSync(join(folder.path, 'out/output.zip'))).toBe(true)
  })
})

describe('the spool of a raw archive', () => {
  const spoolsOnRecord = (): unknown => site.database.prepare('SELECT count(*) AS spools FROM transfer_spools').get()

  it('has the size of the archive before its first byte', async () => {
    const sizes: (number | undefined)[] = []
    await serve(large, null, {
      ...transferDisk,
      async openPart(path) {
        const file = await transferDisk.openPart(path)
        const write: PartFile['write'] = async (position, chunks) => {
          if (sizes.length === 0) sizes.push(await transferDisk.sizeOf(path))
          await file.write(position, chunks)
        }
        return { ...file, write }
      },
    })
    expect(await fetchArchive()).toMatchObject({ state: 'done' })
    expect(sizes[0]).toBe(large.length)
    expect(arrived().equals(large)).toBe(true)
  })

  it('tells of a full disk before anything is fetched, where the disk counts at once', async () => {
    const closed: string[] = []
    const full = Object.assign(new Error('ENOSPC: no space left on device'), {
      code: 'ENOSPC',
      errno: -28,
      syscall: 'fallocate',
    })
    await serve(large, null, {
      ...transferDisk,
      async openPart(path) {
        const file = await transferDisk.openPart(path)
        const close = (): Promise<void> => (closed.push(path), file.close())
        return { ...file, reserve: () => Promise.reject(full), close }
      },
    })
    expect(await fetchArchive()).toMatchObject({ state: 'failed', failure: { code: 'destination-full' } })
    expect([server.bytesSent, closed.length]).toEqual([1, 1])
  })

  it('goes on where it was when all its room is taken already and no other is free', async () => {
    let freeBytes = large.length
    await serve(large, null, {
      ...transferDisk,
      freeBytes: () => Promise.resolve(freeBytes),
      takenBytes: () => Promise.resolve(large.length), // as on a disk that sets the room aside
    })
    server.faults.stallAfter = request => (request > 0 ? 1_000_000 : undefined)
    const { id } = await site.transfers.start(requestFor(join(folder.path, 'out'), { kind: 'archive' }))
    await site.untilTold(({ fetchedBytes }) => fetchedBytes > 900_000)
    await site.transfers.pause(id)
    server.faults.stallAfter = () => undefined
    freeBytes = 0
    await site.transfers.resume(id)
    expect(await site.until(id, 'done', 'failed')).toMatchObject({ state: 'done' })
    expect(arrived().equals(large)).toBe(true)
  })

  it('does not count its own room as missing, also when it was set aside and nothing has arrived', async () => {
    let freeBytes = large.length
    let takenBytes = 0
    await serve(large, null, {
      ...transferDisk,
      freeBytes: () => Promise.resolve(freeBytes),
      takenBytes: () => Promise.resolve(takenBytes), // as on a disk that sets the room aside
    })
    server.faults.status = request => (request > 0 ? { status: 503 } : undefined)
    const { id } = await site.transfers.start(requestFor(join(folder.path, 'out'), { kind: 'archive' }))
    await site.until(id, 'waiting', 'failed', 'done')
    expect(await site.transfers.pause(id)).toMatchObject({ state: 'paused', fetchedBytes: 0 })
    delete server.faults.status
    ;[freeBytes, takenBytes] = [0, large.length]
    await site.transfers.resume(id)
    expect(await site.until(id, 'done', 'failed')).toMatchObject({ state: 'done' })
    expect(arrived().equals(large)).toBe(true)
  })

  it('is off the record before it is removed: the next one has its size from the beginning', async () => {
    const onRecord: unknown[] = []
    await serve(large, crc32cOf(small), {
      ...transferDisk,
      async remove(path) {
        if (path.endsWith('archive.spool')) onRecord.push(spoolsOnRecord())
        await transferDisk.remove(path)
      },
    })
    expect(await fetchArchive()).toMatchObject({ state: 'failed' })
    expect(onRecord).toEqual([{ spools: 0 }, { spools: 0 }])
  })
})
