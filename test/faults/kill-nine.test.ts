import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startRangeServer, type RangeServer } from '../fakes/range-server.ts'
import { makeTemporaryFolder, readTree } from '../fakes/transfer-site.ts'
import { buildSimulationZip, extractWithPython } from '../fakes/zip-with-python.ts'

/** More of them: `KILLS=200 npx vitest run test/faults/kill-nine.test.ts`. */
const kills = Number(process.env['KILLS'] ?? 10)
const connections = 4
const mebibyte = 1024 * 1024
const childPath = fileURLToPath(new URL('transfer-child.ts', import.meta.url))

const folder = makeTemporaryFolder()
const zipPath = join(folder.path, 'output.zip')
const reference = join(folder.path, 'reference')

beforeAll(() => {
  buildSimulationZip(zipPath, { files: 3_000, largeBytes: 24_000_000 })
  mkdirSync(reference)
  extractWithPython(zipPath, reference)
})
afterAll(() => folder.remove())

describe('a transfer whose process is killed', () => {
  it(`loses nothing that was finished, over ${kills} kills`, { timeout: 60_000 + kills * 5_000 }, async () => {
    const expected = readTree(reference)
    const again = await runWithKills('files', kills, destination => expectNoWrongByte(destination, expected))
    expect(readTree(again.destination)).toEqual(expected)
    report('files', again)
  })

  it('goes on with a raw archive where it was', { timeout: 60_000 }, async () => {
    const again = await runWithKills('archive', 4, destination =>
      expect(existsSync(join(destination, 'output.zip'))).toBe(false),
    )
    expect(readFileSync(join(again.destination, 'output.zip')).equals(readFileSync(zipPath))).toBe(true)
    report('archive', again)
  })
})

type Again = { readonly destination: string; readonly fetchedAgain: number; readonly kills: number }

/** Kills at moments that differ in how many requests were sent, and by some milliseconds. */
async function runWithKills(
  kind: 'files' | 'archive',
  times: number,
  check: (destination: string) => void,
): Promise<Again> {
  const server = await startRangeServer(readFileSync(zipPath))
  const destination = join(folder.path, kind)
  const run = (): ChildProcess =>
    spawn(process.execPath, [childPath, server.url, join(folder.path, `${kind}.sqlite`), destination, kind], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
  let killed = 0
  try {
    for (; killed < times; killed++) {
      const wasKilled = await runUntilKilled(run(), server, {
        requests: 4 + (killed % 5),
        delayMs: (killed * 37) % 110,
      })
      if (existsSync(destination)) check(destination)
      if (!wasKilled) break
    }
    const last = run()
    const output = await Array.fromAsync(last.stdout as AsyncIterable<Buffer>)
    expect(JSON.parse(Buffer.concat(output).toString())).toMatchObject({ state: 'done', entriesFailed: 0 })
    return { destination, kills: killed, fetchedAgain: server.bytesSent - readFileSync(zipPath).length }
  } finally {
    await server.close()
  }
}

type Moment = { readonly requests: number; readonly delayMs: number }

/** Whether the process was killed before it ended by itself. */
async function runUntilKilled(
  child: ChildProcess,
  server: RangeServer,
  { requests, delayMs }: Moment,
): Promise<boolean> {
  const until = server.requests.length + requests
  server.faults.status = request => {
    if (request === until) setTimeout(() => child.kill('SIGKILL'), delayMs)
    return undefined
  }
  const [, signal] = (await once(child, 'exit')) as [number | null, string | null]
  return signal === 'SIGKILL'
}

/** Whatever stands under a final name is whole; unfinished things are in the staging folder alone. */
function expectNoWrongByte(destination: string, expected: ReadonlyMap<string, string>): void {
  for (const [path, bytes] of readTree(destination)) {
    if (!path.startsWith('.inductiva-') && expected.get(path) !== bytes) expect.fail(`${path} is not what it should be`)
  }
}

/** The server counts an answer as sent once it is in the system's buffers, so a whole request of each connection. */
function report(kind: string, { kills: times, fetchedAgain }: Again): void {
  const perKill = times === 0 ? 0 : fetchedAgain / times / mebibyte
  console.info(`${kind}: ${times} kills, ${perKill.toFixed(1)} MiB sent again per kill`)
  expect(perKill).toBeLessThan(connections * 6 + 1)
}
