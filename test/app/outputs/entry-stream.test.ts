import { randomBytes } from 'node:crypto'
import { deflateRawSync } from 'node:zlib'
import { Agent } from 'undici'
import { describe, expect, it } from 'vitest'
import type { ByteRange } from '../../../app/domain/byte-range.ts'
import { RequestFailed } from '../../../app/domain/object-errors.ts'
import type { ObjectSource } from '../../../app/domain/object-source.ts'
import { EntryDamaged, EntryNotText, EntryUnsupported } from '../../../app/outputs/archive-errors.ts'
import { EntryReader } from '../../../app/outputs/entry-columns.ts'
import { openEntry } from '../../../app/outputs/entry-stream.ts'
import { readEntryText } from '../../../app/outputs/entry-text.ts'
import { createHttpObjectSource } from '../../../app/outputs/http-object-source.ts'
import { measureSource } from '../../../app/outputs/measured-source.ts'
import { parseDirectory } from '../../../app/outputs/parse-directory.ts'
import { systemClock } from '../../../app/platform/clock.ts'
import { silentLog } from '../../fakes/logs.ts'
import { createMemorySource } from '../../fakes/memory-source.ts'
import { startRangeServer } from '../../fakes/range-server.ts'
import { buildZip, extraField, type BuiltEntry } from '../../fakes/zip-builder.ts'

const signal = new AbortController().signal
const numbers = Array.from({ length: 200_000 }, (_, i) => `Time = ${i * 0.005} residual ${1 / (i + 1)}`).join('\n')

/** An archive whose first entry is the one in question, with a neighbour behind it. */
function archiveOf(entry: BuiltEntry) {
  const bytes = buildZip([entry, { name: 'neighbour', data: randomBytes(50_000) }])
  const startOffset = bytes.readUInt32LE(bytes.length - 6)
  const directory = new SharedArrayBuffer(bytes.length - 22 - startOffset)
  Buffer.from(directory).set(bytes.subarray(startOffset, bytes.length - 22))
  const facts = { directory, startOffset, prefixBytes: 0, entryCount: 2, isZip64: false }
  return {
    bytes,
    identity: { sizeBytes: bytes.length, validator: '"memory"' },
    entry: new EntryReader(parseDirectory(facts)).entry(0),
  }
}

function requestFor(entry: BuiltEntry, chunkBytes?: number) {
  const { bytes, ...archive } = archiveOf(entry)
  const ranges: ByteRange[] = []
  const { source: measured, measure } = measureSource(createMemorySource(bytes, chunkBytes))
  const source: ObjectSource = {
    ...measured,
    openRange: (range, expected, abort) => (ranges.push(range), measured.openRange(range, expected, abort)),
  }
  return { ...archive, source, signal, ranges, measure }
}

const read = async (entry: BuiltEntry, chunkBytes?: number) =>
  Buffer.concat(await Array.fromAsync(openEntry(requestFor(entry, chunkBytes))))

describe('openEntry', () => {
  it.each<[string, Partial<BuiltEntry>]>([
    ['deflated', {}],
    ['stored', { method: 0 }],
    ['deflated with a data descriptor', { hasDescriptor: true }],
    ['stored with a data descriptor', { method: 0, hasDescriptor: true }],
    ['with a longer extra field in its local header', { localExtra: extraField(0xcafe, Buffer.alloc(3000)) }],
  ])('unpacks an entry that is %s', async (_name, traits) => {
    expect((await read({ name: 'a/log', data: numbers, ...traits })).toString()).toBe(numbers)
  })

  it.each([1, 7, 31, 4096])('does not mind chunks of %i bytes', async chunkBytes => {
    expect((await read({ name: 'a', data: 'hello '.repeat(100) }, chunkBytes)).toString()).toBe('hello '.repeat(100))
  })

  it.each([
    { name: 'empty', method: 0 },
    { name: 'empty', method: 8 }, // two bytes, as streaming packers write
    { name: 'empty', method: 8, compressed: Buffer.from([0, 0, 0, 255, 255, 3, 0]) },
  ])('unpacks an empty entry', async entry => {
    expect(await read(entry)).toHaveLength(0)
  })

  it('asks for the bytes of the entry and no others', async () => {
    const request = requestFor({ name: 'a', data: numbers })
    await Array.fromAsync(openEntry(request))
    expect(request.ranges).toEqual([{ start: 0, end: request.entry.endOffset }])
  })

  it.each<[string, Partial<BuiltEntry>]>([
    ['a wrong CRC-32', { crc: 7 }],
    ['more content than stated', { size: 10 }],
    ['less content than stated', { size: 10_000_000 }],
    ['a stream that does not inflate', { compressed: Buffer.alloc(1000, 0xff) }],
    ['a stream that is cut', { compressed: deflateRawSync(numbers).subarray(0, 1000) }],
    ['a stored size that is not its size', { method: 0, size: 10 }],
  ])('refuses %s', async (_name, traits) => {
    await expect(read({ name: 'a', data: numbers, ...traits })).rejects.toThrow(EntryDamaged)
  })

  it('stops a bomb before it has unpacked', async () => {
    const bomb = deflateRawSync(Buffer.alloc(200_000_000))
    const request = requestFor({ name: 'bomb', compressed: bomb, size: 1000 })
    let received = 0
    const reading = (async () => {
      for await (const chunk of openEntry(request)) received += chunk.length
    })()
    await expect(reading).rejects.toThrow(EntryDamaged)
    expect(received).toBeLessThanOrEqual(1000)
  })

  it('refuses what is encrypted or compressed by another method', async () => {
    await expect(read({ name: 'a', flags: 1, data: 'x' })).rejects.toThrow(EntryUnsupported)
    await expect(read({ name: 'a', method: 12, data: 'x' })).rejects.toThrow(EntryUnsupported)
  })

  it('refuses an entry without a local header', async () => {
    await expect(read({ name: 'a', data: 'hello', headerOffset: 3 })).rejects.toThrow(EntryDamaged)
  })

  it('refuses an entry that runs into the next one without asking for it', async () => {
    const request = requestFor({ name: 'a', data: 'hello', compressedSize: 5000 })
    await expect(Array.fromAsync(openEntry(request))).rejects.toThrow(EntryDamaged)
    expect(request.ranges).toEqual([])
  })
})

describe('openEntry over HTTP', () => {
  async function overHttp(
    run: (parts: {
      request: Parameters<typeof openEntry>[0]
      abort: AbortController
      server: Awaited<ReturnType<typeof startRangeServer>>
    }) => Promise<void>,
  ) {
    const { bytes, entry } = archiveOf({ name: 'a', data: randomBytes(2_000_000) })
    const [server, agent, abort] = [await startRangeServer(bytes), new Agent(), new AbortController()]
    const dispatcher = agent
    const source = createHttpObjectSource({
      signUrl: () => Promise.resolve(server.url),
      ...{ dispatcher, clock: systemClock, log: silentLog },
    })
    const identity = { sizeBytes: bytes.length, validator: '"v1"' }
    try {
      await run({ request: { source, identity, entry, signal: abort.signal }, abort, server })
    } finally {
      await agent.destroy()
      await server.close()
    }
  }

  it('tells a lost connection from a damaged entry', () =>
    overHttp(async ({ request, server }) => {
      server.faults.cutAfter = () => 500_000
      await expect(Array.fromAsync(openEntry(request))).rejects.toThrow(RequestFailed)
    }))

  it('calls a byte that changed on the way damage', () =>
    overHttp(async ({ request, server }) => {
      server.faults.corrupt = body => (body[1_000_000] = body[1_000_000]! ^ 1)
      await expect(Array.fromAsync(openEntry(request))).rejects.toThrow(EntryDamaged)
    }))

  it('frees the connection when its reader leaves', () =>
    overHttp(async ({ request, server }) => {
      server.faults.stallAfter = () => 1_500_000
      for await (const _ of openEntry(request)) break
      await expect.poll(() => server.openConnections()).toBe(0)
    }))

  it('ends with the reason of an abort', () =>
    overHttp(async ({ request, abort, server }) => {
      server.faults.stallAfter = () => 1_500_000
      const reading = Array.fromAsync(openEntry(request))
      const failed = expect(reading).rejects.toThrow('enough')
      await expect.poll(() => server.bytesSent).toBe(1_500_000)
      abort.abort(new Error('enough'))
      await failed
      await expect.poll(() => server.openConnections()).toBe(0)
    }))
})

describe('readEntryText', () => {
  it('reads a whole text and says that its checksum was right', async () => {
    const request = requestFor({ name: 'stdout.txt', data: numbers })
    expect(await readEntryText(request, 20_000_000)).toEqual({
      text: numbers,
      encoding: 'utf-8',
      isComplete: true,
      isVerified: true,
    })
  })

  it('reads the beginning of a long text with little more than its bytes', async () => {
    const request = requestFor({ name: 'stdout.txt', data: numbers })
    const { text, isComplete, isVerified } = await readEntryText(request, 10_000)
    expect(text).toBe(numbers.slice(0, 10_000))
    expect({ isComplete, isVerified }).toEqual({ isComplete: false, isVerified: false })
    expect(request.measure().bytes).toBeLessThanOrEqual(2 * 65_536)
    expect(request.measure().bytes).toBeLessThan(request.entry.compressedBytes / 4)
  })

  it('reads the beginning of a damaged text, as nothing vouches for it anyway', async () => {
    const request = requestFor({ name: 'stdout.txt', data: numbers, crc: 1 })
    expect((await readEntryText(request, 10)).isVerified).toBe(false)
    await expect(readEntryText(request, 20_000_000)).rejects.toThrow(EntryDamaged)
  })

  it('does not cut a character in two', async () => {
    const request = requestFor({ name: 'a', data: 'ääää' })
    expect(await readEntryText(request, 3)).toMatchObject({ text: 'ä', encoding: 'utf-8' })
  })

  it('refuses binary content', async () => {
    await expect(readEntryText(requestFor({ name: 'a.bin', data: randomBytes(5000) }), 1000)).rejects.toThrow(
      EntryNotText,
    )
  })

  it('reads an empty file as an empty text', async () => {
    expect(await readEntryText(requestFor({ name: 'stderr.txt' }), 1000)).toMatchObject({ text: '', isVerified: true })
  })
})
