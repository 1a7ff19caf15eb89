import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startCommand, type CommandEnd } from '../../fakes/command.ts'
import { startRangeServer, type RangeServer } from '../../fakes/range-server.ts'
import { makeTemporaryFolder, readTree } from '../../fakes/transfer-site.ts'
import { buildSimulationZip, extractWithPython } from '../../fakes/zip-with-python.ts'

const folder = makeTemporaryFolder()
const zipPath = join(folder.path, 'output.zip')
const reference = join(folder.path, 'reference')
const isRoot = process.getuid?.() === 0
let zip: Buffer
let expected: ReadonlyMap<string, string>

beforeAll(() => {
  buildSimulationZip(zipPath, { files: 400, largeBytes: 9_000_000 })
  zip = readFileSync(zipPath)
  mkdirSync(reference)
  extractWithPython(zipPath, reference)
  expected = readTree(reference)
})
afterAll(() => folder.remove())

let server: RangeServer
let destination: string
let run = 0

beforeEach(async () => {
  server = await startRangeServer(zip)
  destination = join(folder.path, `run${++run}`)
})
afterEach(() => server.close())

const start = (...options: string[]) =>
  startCommand('app/fetch.ts', ['--url', server.url, '--to', destination, ...options])
const fetch = (...options: string[]): Promise<CommandEnd> => start(...options).end
const filesOf = (tree: ReadonlyMap<string, string>) => [...tree].filter(([path]) => !path.endsWith('/'))

describe('fetch', () => {
  it('puts every file of the archive into the folder, and nothing else', async () => {
    const { code, stdout, stderr } = await fetch('--json')
    expect(readTree(destination)).toEqual(expected)
    expect(JSON.parse(stdout)).toMatchObject({
      ...{ ok: true, entries: 407, files: 407, skipped: 0, failures: [], renamed: [], error: null },
      requests: server.requests.length,
      bytesFetched: server.bytesSent,
      bytesWritten: filesOf(readTree(reference)).reduce(
        (sum, [path]) => sum + readFileSync(join(reference, path)).length,
        0,
      ),
    })
    expect([code, stderr]).toEqual([0, ''])
  })

  it('says what of the archive it fetched and what it avoided, and about what both cost', async () => {
    const only = ['--only', 'stdout.txt']
    const { stdout } = await fetch(...only, '--json', '--price', '1000')
    const { bytesFetched, bytesAvoided, ...costs } = JSON.parse(stdout) as Record<string, number>
    expect([bytesFetched, bytesAvoided]).toEqual([server.bytesSent, zip.length - server.bytesSent])
    expect(costs).toMatchObject({
      pricePerGigabyteUsd: 1000,
      aboutFetchedUsd: expect.closeTo(server.bytesSent / 1e6),
      aboutAvoidedUsd: expect.closeTo((bytesAvoided ?? 0) / 1e6),
    })
    const { stderr } = await fetch(...only)
    expect(stderr).toMatch(/\nFetched [\d.]+ [KM]?B, under 0\.01 US\$; avoided [\d.]+ MB, under 0\.01 US\$\.\n$/)
  })

  it('says in a sentence what it did, and never shows the address', async () => {
    const { code, stdout, stderr } = await fetch('--only', '*.txt')
    expect(stderr).toMatch(
      /^3 of 3 files are there and verified: .+ fetched in \d requests, 18 KB written, \d+\.\d s\.\nFetched .+ avoided .+\n$/,
    )
    expect([code, stdout]).toEqual([0, ''])
    expect(stderr).not.toContain('SECRET')
  })

  it('takes only what matches one of the globs', async () => {
    const { code } = await fetch('--only', 'processor3/*/U_*', '--only', 'stdout.txt')
    const wanted = filesOf(expected).filter(([path]) => path.startsWith('processor3/') || path === 'stdout.txt')
    expect(filesOf(readTree(destination))).toEqual(wanted)
    expect(code).toBe(0)
    expect(server.bytesSent).toBeLessThan(zip.length / 10)
  })

  it('does not call it done when nothing matches', async () => {
    const { code, stderr } = await fetch('--only', '*.vtk')
    expect([code, stderr]).toEqual([1, 'No file of the archive matches --only.\n'])
  })

  it('fetches the zip as it is', async () => {
    expect(await fetch('--zip')).toMatchObject({ code: 0 })
    expect(readFileSync(join(destination, 'output.zip')).equals(zip)).toBe(true)
    expect(readdirSync(destination)).toEqual(['output.zip'])
  })

  it('tells what storage said that the zip sums up to, and does not take another', async () => {
    const md5 = createHash('md5').update(zip).digest('base64')
    const zipIn = (name: string) => start('--zip', '--to', `${destination}-${name}`, '--json').end
    const none = await zipIn('none')
    server.googHash = `md5=${md5}`
    const right = await zipIn('right')
    server.googHash = `crc32c=AAAAAA==;md5=${md5}`
    const wrong = await zipIn('wrong')
    const reports = [none, right, wrong].map(({ stdout }) => JSON.parse(stdout) as unknown)
    expect(reports).toMatchObject([
      { ok: true, verified: 'none' },
      { ok: true, verified: 'md5' },
      { ok: false, verified: null, failures: [{ path: 'output.zip' }] },
    ])
    expect([none, right, wrong].map(({ code }) => code)).toEqual([0, 0, 1])
    server.googHash = null
    expect((await fetch('--zip')).stderr).toMatch(/^The archive is complete: .+ Storage sent no checksum; --verify/)
  })

  it('fetches nothing but the index when everything is there', async () => {
    await fetch()
    const sentBefore = server.bytesSent
    const { code, stdout } = await fetch('--json')
    expect([code, JSON.parse(stdout)]).toMatchObject([0, { files: 407, skipped: 407, bytesWritten: 0 }])
    expect(server.bytesSent - sentBefore).toBeLessThan(200_000)
  })

  it('leaves files that differ alone, and replaces them only when told to', async () => {
    mkdirSync(destination)
    writeFileSync(join(destination, 'stdout.txt'), 'mine')
    const { code, stdout } = await fetch('--json')
    expect([code, JSON.parse(stdout)]).toMatchObject([
      1,
      { ok: false, files: 406, failures: [{ path: 'artifacts/stdout.txt' }], error: { code: 'file-in-the-way' } },
    ])
    expect(readFileSync(join(destination, 'stdout.txt'), 'utf8')).toBe('mine')
    expect(await fetch('--conflicts', 'replace')).toMatchObject({ code: 0 })
    expect(readTree(destination)).toEqual(expected)
  })
})

describe('fetch, interrupted', () => {
  /** Signals the process while the bodies of its data arrive. */
  const interrupt = async (signal: NodeJS.Signals, ...options: string[]): Promise<CommandEnd> => {
    const running = start(...options)
    const last = options.includes('--zip') ? 6 : 9
    server.faults.stallAfter = request => (request >= last - 1 ? 300_000 : undefined)
    server.faults.status = request => {
      if (request === last) running.process.kill(signal)
      return undefined
    }
    const end = await running.end
    clearFaults()
    return end
  }

  it('by Ctrl+C says that it goes on, and does with the same command', async () => {
    const { code, stderr } = await interrupt('SIGINT')
    expect([code, stderr]).toEqual([1, expect.stringContaining('Stopped. What has arrived is kept')])
    const sentBefore = server.bytesSent
    const { code: again, stderr: said } = await fetch()
    expect([again, said]).toEqual([0, expect.stringMatching(/^407 of 407 files are there/)])
    expect(readTree(destination)).toEqual(expected)
    expect(server.bytesSent - sentBefore).toBeLessThan(zip.length)
  })

  it.each([[[]], [['--zip']]])(
    'by kill -9 goes on with the same command %j and leaves nothing behind',
    async options => {
      expect(await interrupt('SIGKILL', ...options)).toMatchObject({ signal: 'SIGKILL' })
      expect(readdirSync(destination).filter(name => name.endsWith('.part'))).toHaveLength(1)
      expect(await fetch(...options)).toMatchObject({ code: 0 })
      const whole = options.length === 0 ? expected : new Map([['output.zip', readTree(folder.path).get('output.zip')]])
      expect(readTree(destination)).toEqual(whole)
    },
  )

  it('goes on when the address carries another signature by then', async () => {
    await interrupt('SIGKILL')
    const renewed = server.url.replace('SECRET', 'OTHER')
    const { code } = await startCommand('app/fetch.ts', ['--url', renewed, '--to', destination]).end
    expect(code).toBe(0)
    expect(readTree(destination)).toEqual(expected)
  })

  it('is not disturbed by the same command beside it', async () => {
    server.faults.isSilent = request => request >= 4
    const first = start()
    await until(() => server.requests.length > 4)
    const { code, stderr } = await fetch()
    expect([code, stderr]).toEqual([1, expect.stringContaining('being fetched into this folder by another process')])
    first.process.kill('SIGKILL')
    await first.end
  })
})

describe('fetch --verify', () => {
  it('fetches nothing and tells what is missing or differs', async () => {
    await fetch()
    expect(await fetch('--verify')).toMatchObject({
      code: 0,
      stderr: '407 of 407 files are the same as in the archive.\n',
    })
    rmSync(join(destination, 'z-last.txt'))
    writeFileSync(join(destination, 'stderr.txt'), 'x')
    const changed = readFileSync(join(destination, 'field0.csv'))
    changed[1_000]! ^= 1
    writeFileSync(join(destination, 'field0.csv'), changed)
    writeFileSync(join(destination, 'mine.txt'), 'not of the archive')
    const sentBefore = server.bytesSent
    const { code, stdout } = await fetch('--verify', '--json')
    expect([code, JSON.parse(stdout)]).toMatchObject([1, { ok: false, entries: 407, files: 404, bytesWritten: 0 }])
    expect(JSON.parse(stdout)).toMatchObject({
      failures: [
        { path: 'artifacts/z-last.txt', reason: 'It is missing.' },
        { path: 'artifacts/stderr.txt', reason: 'It differs from the archive: it has another size.' },
        { path: 'artifacts/field0.csv', reason: expect.stringContaining('with another checksum') },
      ],
      extra: ['mine.txt'],
    })
    expect(server.bytesSent - sentBefore).toBeLessThan(200_000)
    expect(readFileSync(join(destination, 'stderr.txt'), 'utf8')).toBe('x')
  })
})

describe('fetch --zip --verify', () => {
  const path = () => join(destination, 'output.zip')
  const verify = () => fetch('--zip', '--verify', '--json')

  it('fetches the zip where it is not there, and is content only when every entry is sound', async () => {
    const { code, stdout } = await verify()
    expect([code, JSON.parse(stdout)]).toMatchObject([0, { ok: true, files: 409, failures: [], error: null }])
    expect(readFileSync(path()).equals(zip)).toBe(true)
    const sentBefore = server.bytesSent
    expect(await fetch('--zip', '--verify')).toMatchObject({
      ...{ code: 0, stderr: '409 of 409 entries of the zip are sound.\n' },
    })
    expect(server.bytesSent - sentBefore).toBeLessThan(10)
  })

  it('names the entry that is damaged, and touches nothing', async () => {
    const damaged = Buffer.from(zip)
    const at = damaged.indexOf('artifacts/restart0.bin') + 5_000
    damaged[at]! ^= 1
    mkdirSync(destination)
    writeFileSync(path(), damaged)
    const { code, stdout } = await verify()
    expect([code, JSON.parse(stdout)]).toMatchObject([
      1,
      { ok: false, failures: [{ path: 'artifacts/restart0.bin', reason: expect.stringContaining('damaged') }] },
    ])
    expect(readFileSync(path()).equals(damaged)).toBe(true)
  })

  it('is not content with a sound zip that is another one', async () => {
    mkdirSync(destination)
    writeFileSync(path(), Buffer.concat([zip, Buffer.alloc(3)]))
    const { code, stderr } = await fetch('--zip', '--verify')
    expect([code, stderr]).toEqual([
      1,
      expect.stringMatching(/^output\.zip: It has [\d,]+ bytes on this computer, and/),
    ])
  })
})

describe('fetch, where it cannot', () => {
  it('says that there is nothing at the address', async () => {
    server.faults.status = () => ({ status: 404 })
    const { code, stderr } = await fetch()
    expect([code, stderr]).toEqual([1, expect.stringMatching(/^There is no file at this address\.\n/)])
    expect(readdirSync(destination)).toEqual([])
  })

  it('says that the address is refused, without a word of its signature', async () => {
    server.faults.status = () => ({ status: 403 })
    const { code, stdout } = await fetch('--json')
    expect([code, JSON.parse(stdout)]).toMatchObject([1, { ok: false, error: { code: 'storage-refused' } }])
    expect(stdout).not.toContain('SECRET')
  })

  it('says that what is there is no zip', async () => {
    const page = await startRangeServer(Buffer.from('<!doctype html><title>Log in</title>'.padEnd(3_000)))
    const { code, stderr } = await startCommand('app/fetch.ts', ['--url', page.url, '--to', destination]).end
    expect([code, stderr]).toEqual([1, expect.stringContaining('not a zip archive: it is a web page')])
    await page.close()
  })

  it('says so at once when nobody answers at the address', async () => {
    const { url } = server
    await server.close()
    const { code, stderr } = await startCommand('app/fetch.ts', ['--url', url, '--to', destination]).end
    expect([code, stderr]).toEqual([1, expect.stringMatching(/^There is no answer from 127\.0\.0\.1:\d+\. Check/)])
    server = await startRangeServer(zip)
  })

  it('says that the destination is a file', async () => {
    writeFileSync(destination, 'mine')
    expect(await fetch()).toMatchObject({ code: 1, stderr: expect.stringContaining('is a file, not a folder') })
    expect(readFileSync(destination, 'utf8')).toBe('mine')
  })

  it.skipIf(!isRoot)('says that the disk is full, and goes on when there is room', async () => {
    mkdirSync(destination)
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=48m', 'tmpfs', destination])
    try {
      const filler = join(destination, 'somebody-elses')
      server.faults.status = request => {
        if (request === 4) fillUp(filler)
        return undefined
      }
      const { code, stderr } = await fetch()
      expect([code, stderr]).toEqual([1, expect.stringMatching(/not enough room|no room left/)])
      clearFaults()
      rmSync(filler)
      expect(await fetch()).toMatchObject({ code: 0 })
      expect(readTree(destination)).toEqual(expected)
    } finally {
      execFileSync('umount', ['--lazy', destination])
    }
  })

  it('does not begin with arguments it does not understand', async () => {
    const { code, stdout, stderr } = await fetch('--quick')
    expect([code, stdout, stderr]).toEqual([2, '', "Unknown option '--quick'. --help tells more.\n"])
    expect(server.requests).toEqual([])
  })

  it('explains itself', async () => {
    expect(await startCommand('app/fetch.ts', ['--help']).end).toMatchObject({
      ...{ code: 0, stderr: '', stdout: expect.stringContaining('Exit code 0') },
    })
  })
})

function clearFaults(): void {
  delete server.faults.status
  delete server.faults.stallAfter
}

/** Takes all the room there is. */
function fillUp(path: string): void {
  try {
    for (;;) writeFileSync(path, Buffer.alloc(1_000_000), { flag: 'a' })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error
  }
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise(resolve => setTimeout(resolve, 20))
}
