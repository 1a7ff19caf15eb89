import { Agent } from 'undici'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { EntryPurpose } from '../../../app/contract/entry-addresses.ts'
import type { ArchiveId } from '../../../app/contract/outputs.ts'
import { taskIdSchema } from '../../../app/contract/tasks.ts'
import type { EntryAnswer, EntryQuestion } from '../../../app/domain/archive/entry-answer.ts'
import { createEntryContents, type EntryContents } from '../../../app/outputs/entry-contents.ts'
import { createOutputService, type OutputService } from '../../../app/outputs/output-service.ts'
import { systemClock } from '../../../app/platform/clock.ts'
import { spawnWorker } from '../../fakes/index-worker.ts'
import { recordingLog } from '../../fakes/logs.ts'
import { startRangeServer, type RangeServer } from '../../fakes/range-server.ts'
import { buildZip } from '../../fakes/zip-builder.ts'

const taskId = taskIdSchema.parse('t1aaaaaaaaaaaaaaaaaaaaaa')
const name = { taskId, kind: 'output' as const }
const origin = 'http://contents.example'
const page = { sort: { by: 'name' as const, descending: false }, offset: 0, limit: 100 }

const noise = Buffer.from(Uint8Array.from({ length: 3_000_000 }, (_, i) => (i * i * 31 + (i >> 3)) % 256))
const words = Buffer.from(Array.from({ length: 300_000 }, (_, i) => `Time = ${i}\n`).join(''))
const archive = buildZip([
  { name: 'artifacts/', method: 0 },
  { name: 'artifacts/noise.png', data: noise, method: 0, localExtra: Buffer.from([9, 9, 2, 0, 7, 7]) },
  { name: 'artifacts/words.txt', data: words },
  { name: 'artifacts/what?#100% µ:溶液.dat', data: 'odd' },
  { name: 'artifacts/empty.txt', data: '' },
  { name: 'artifacts/wrong.txt', data: words, crc: 1 },
  { name: 'artifacts/wrong-and-small.txt', data: 'a few letters', crc: 1 },
  { name: 'artifacts/wrong-and-empty.txt', data: '', crc: 1 },
  { name: '../evil.txt', data: 'x' },
])

/** Waits as a person would, without the test waiting: retries come at once. */
const eagerClock = { ...systemClock, sleep: () => Promise.resolve() }
let nowMs = 0
const clock = { ...eagerClock, monotonicMs: () => nowMs }

let server: RangeServer
let agent: Agent
let outputs: OutputService
let contents: EntryContents
let archiveId: ArchiveId
let log: ReturnType<typeof recordingLog>

beforeEach(async () => {
  nowMs = 0
  log = recordingLog()
  server = await startRangeServer(archive)
  agent = new Agent()
  outputs = createOutputService({
    locator: {
      locate: () =>
        Promise.resolve({
          state: 'located',
          signUrl: () => Promise.resolve(server.url),
          cacheKey: 'task/output.zip',
        }),
    },
    ...{ dispatcher: agent, spawnWorker, clock: eagerClock, log: log.log },
  })
  contents = createEntryContents({ outputs, origin, clock, log: log.log })
  const opened = await outputs.openArchive(name)
  if (opened.state === 'none') throw new Error(opened.reason)
  archiveId = opened.archive.id
})

afterEach(async () => {
  await outputs.dispose()
  await agent.destroy()
  await server.close()
})

async function addressOf(path: string, purpose: EntryPurpose = 'show') {
  const folder = path.slice(0, path.lastIndexOf('/') + 1)
  const { rows } = await outputs.listEntries({ archiveId, folder, ...page })
  const entryIndex = rows.find(row => row.path === path)!.entryIndex!
  return contents.handlers.entryUrl({ archiveId, entryIndex, purpose })
}

function ask(target: string, question: Partial<EntryQuestion> = {}): Promise<EntryAnswer> {
  const signal = new AbortController().signal
  return contents.answer({ method: 'GET', target, range: null, ifRange: null, signal, ...question })
}

async function askFor(path: string, question: Partial<EntryQuestion> = {}): Promise<EntryAnswer> {
  const { url } = await addressOf(path)
  return ask(url.slice(origin.length), question)
}

async function bodyOf(answer: EntryAnswer): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of answer.body ?? []) chunks.push(chunk)
  return Buffer.concat(chunks)
}

/** What came before the body failed, and with what. */
async function brokenBodyOf({ body }: EntryAnswer): Promise<{ readonly bytes: number; readonly error: unknown }> {
  let bytes = 0
  try {
    for await (const chunk of body!) bytes += chunk.length
  } catch (error) {
    return { bytes, error }
  }
  throw new Error('The body came to its end')
}

const fetchedSince = (requests: number) => server.requests.slice(requests).map(({ range }) => range)

describe('the address of an entry', () => {
  it('says what it is about, and under which name it may be saved anywhere', async () => {
    const address = await addressOf('artifacts/what?#100% µ:溶液.dat')
    expect(address).toMatchObject({ mediaType: 'text/plain; charset=utf-8', fileName: 'what%3F#100% µ%3A溶液.dat' })
    const { pathname } = new URL(address.url)
    expect(pathname).toMatch(/^\/[\w-]{43}\/outputs\/t1a{22}\/output\/artifacts\/what%3F%23100%25%20/)
    const answer = await ask(pathname)
    expect(answer.status).toBe(200)
    expect(String(await bodyOf(answer))).toBe('odd')
  })

  it('is refused for an entry that is refused, with the reason', async () => {
    const { rows } = await outputs.searchEntries({ archiveId, text: 'evil', ...page })
    const entryIndex = rows[0]!.entryIndex!
    await expect(contents.handlers.entryUrl({ archiveId, entryIndex, purpose: 'save' })).rejects.toMatchObject({
      code: 'entry-unsupported',
      userMessage: expect.stringContaining('climbs out'),
    })
  })

  it.each([0, 1000])('is refused for entry %i, which is no file', async entryIndex => {
    await expect(contents.handlers.entryUrl({ archiveId, entryIndex, purpose: 'show' })).rejects.toMatchObject({
      code: 'not-found',
    })
  })

  it('costs nothing', async () => {
    const requests = server.requests.length
    await addressOf('artifacts/noise.png')
    expect(fetchedSince(requests)).toEqual([])
  })

  it('is good for some minutes after it was used last', async () => {
    const target = (await addressOf('artifacts/empty.txt')).url.slice(origin.length)
    for (let minutes = 0; minutes < 30; minutes += 9) {
      nowMs = minutes * 60_000
      expect((await ask(target)).status).toBe(200)
    }
    nowMs += 11 * 60_000
    const answer = await ask(target)
    expect(answer.status).toBe(403)
    expect(String(await bodyOf(answer))).toMatch(/not good any more/)
  })

  it('is good no longer than its account is signed in', async () => {
    const target = (await addressOf('artifacts/empty.txt')).url.slice(origin.length)
    contents.dispose()
    expect((await ask(target)).status).toBe(403)
  })

  it.each([
    [/^\/[\w-]+/, '/AAAA', 403],
    [/^\/[\w-]+/, '', 403],
    [/t1a+/, 't1b', 404],
    [/output\/art/, 'input/art', 404],
    [/words/, 'swords', 404],
    [/words.txt/, '', 404],
    [/artifacts\/words.txt/, '..%2Fevil.txt', 403],
    [/artifacts\/words.txt/, '../evil.txt', 404],
  ])('is good for nothing else: %s as %s', async (found, other, status) => {
    const target = (await addressOf('artifacts/words.txt')).url.slice(origin.length)
    const answer = await ask(target.replace(found, other))
    expect(answer.status).toBe(status)
    expect(String(await bodyOf(answer))).toMatch(/\.$/)
  })
})

describe('the content of an entry', () => {
  it.each([
    ['artifacts/noise.png', noise, 'image/png'],
    ['artifacts/words.txt', words, 'text/plain; charset=utf-8'],
    ['artifacts/empty.txt', Buffer.of(), 'text/plain; charset=utf-8'],
  ])('comes as it was packed: %s', async (path, data, type) => {
    const answer = await askFor(path)
    expect(answer).toMatchObject({ status: 200, headers: { 'content-type': type, 'accept-ranges': 'bytes' } })
    expect(answer.headers['content-length']).toBe(String(data.length))
    expect((await bodyOf(answer)).equals(data)).toBe(true)
  })

  it.each([
    ['artifacts/noise.png', noise],
    ['artifacts/words.txt', words],
  ])('comes by ranges: %s', async (path, data) => {
    const last = data.length - 1
    for (const [range, start, end] of [
      ['bytes=0-0', 0, 1],
      ['bytes=1000000-1999999', 1_000_000, 2_000_000],
      [`bytes=${last}-`, last, last + 1],
      ['bytes=-1000', last - 999, last + 1],
      ['bytes=0-', 0, last + 1],
    ] as const) {
      const answer = await askFor(path, { range })
      expect(answer.status).toBe(206)
      expect(answer.headers['content-range']).toBe(`bytes ${start}-${end - 1}/${data.length}`)
      expect((await bodyOf(answer)).equals(data.subarray(start, end))).toBe(true)
    }
  })

  it('takes of a stored entry what was asked for, and the header before it', async () => {
    const requests = server.requests.length
    await bodyOf(await askFor('artifacts/noise.png', { range: 'bytes=2000000-2000999' }))
    const [header, range, ...more] = fetchedSince(requests).map(text => /(\d+)-(\d+)/.exec(text ?? '')!)
    expect(more).toEqual([])
    expect(Number(header![2]) - Number(header![1]) + 1).toBe(30)
    expect(Number(range![2]) - Number(range![1]) + 1).toBe(1000)
  })

  it('takes of a deflated entry about what unpacks to the range, in one go', async () => {
    const requests = server.requests.length
    await bodyOf(await askFor('artifacts/words.txt', { range: 'bytes=0-99' }))
    await bodyOf(await askFor('artifacts/words.txt', { range: 'bytes=3000000-3000099' }))
    expect(fetchedSince(requests)).toHaveLength(2)
  })

  it('says its head alone without fetching', async () => {
    const requests = server.requests.length
    const answer = await askFor('artifacts/noise.png', { method: 'HEAD' })
    expect(answer).toMatchObject({ status: 200, body: null, headers: { 'content-length': String(noise.length) } })
    expect(fetchedSince(requests)).toEqual([])
  })

  it('is told whole to whoever holds a part of something else', async () => {
    const tag = (await askFor('artifacts/words.txt', { method: 'HEAD' })).headers['etag']!
    const asked = { method: 'HEAD', range: 'bytes=5-' }
    expect((await askFor('artifacts/words.txt', { ...asked, ifRange: tag })).status).toBe(206)
    expect((await askFor('artifacts/words.txt', { ...asked, ifRange: '"other"' })).status).toBe(200)
  })

  it('has no bytes beyond its end', async () => {
    const answer = await askFor('artifacts/words.txt', { range: `bytes=${words.length}-` })
    expect(answer).toMatchObject({ status: 416, headers: { 'content-range': `bytes */${words.length}` } })
  })

  it('can only be read', async () => {
    expect((await askFor('artifacts/words.txt', { method: 'POST' })).status).toBe(405)
  })

  it.each([{}, { range: 'bytes=5-' }])('never comes whole when its checksum is another one: %o', async question => {
    const answer = await askFor('artifacts/wrong.txt', question)
    const { bytes, error } = await brokenBodyOf(answer)
    expect(bytes).toBeGreaterThan(0)
    expect(bytes).toBeLessThan(Number(answer.headers['content-length']))
    expect(error).toMatchObject({ code: 'entry-damaged' })
    expect(log.lines.filter(({ level }) => level === 'warn')).toHaveLength(1)
  })

  it.each(['artifacts/wrong-and-small.txt', 'artifacts/wrong-and-empty.txt'])(
    'is answered with a sentence where it is known to be damaged before its first byte: %s',
    async path => {
      const answer = await askFor(path)
      expect(answer.status).toBe(502)
      expect(String(await bodyOf(answer))).toMatch(/damaged/)
    },
  )

  it.each(['artifacts/noise.png', 'artifacts/words.txt'])('goes on when a connection ends: %s', async path => {
    const requests = server.requests.length
    server.faults.cutAfter = request => (request < requests + 3 ? 200_000 : undefined)
    const data = path.endsWith('png') ? noise : words
    expect((await bodyOf(await askFor(path))).equals(data)).toBe(true)
  })

  it('ends without a whole answer when no connection brings any more', async () => {
    const requests = server.requests.length
    server.faults.cutAfter = request => (request > requests ? 0 : 200_000)
    const { error } = await brokenBodyOf(await askFor('artifacts/noise.png'))
    expect(error).toMatchObject({ code: 'service-unreachable' })
  })

  it('lets go of the connection when its reader leaves', async () => {
    const answer = await askFor('artifacts/noise.png')
    const chunks = answer.body![Symbol.asyncIterator]()
    await chunks.next()
    await expect.poll(() => server.openConnections()).toBe(1)
    await chunks.return?.()
    await expect.poll(() => server.openConnections()).toBe(0)
  })

  it('is not fetched any further once nobody waits for it', async () => {
    const leaving = new AbortController()
    await askFor('artifacts/noise.png', { signal: leaving.signal })
    leaving.abort()
    await expect.poll(() => server.openConnections()).toBe(0)
  })

  it('says that the archive has changed, and reads the new one afterwards', async () => {
    server.etag = '"v2"'
    expect((await askFor('artifacts/words.txt')).status).toBe(410)
  })

  it('leaves no address in the log', async () => {
    const { url } = await addressOf('artifacts/wrong.txt')
    await brokenBodyOf(await ask(url.slice(origin.length)))
    await ask('/AAAA/outputs/x/output/y')
    const grant = new URL(url).pathname.split('/')[1]!
    expect(JSON.stringify(log.lines)).not.toContain(grant)
    expect(JSON.stringify(log.lines)).not.toContain('AAAA')
  })
})
