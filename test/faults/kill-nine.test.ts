import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TransferRequest } from '../../app/contract/transfers.ts'
import { createRandom, type Random } from '../../app/sample/random.ts'
import { startRangeServer, type RangeServer } from '../fakes/range-server.ts'
import { readTree } from '../fakes/transfer-site.ts'
import { makeSimulation, type Simulation } from './simulation.ts'

/** `npm run test:faults -- --kills 200 --seed 7` sets them. */
const kills = Number(process.env['INDUCTIVA_TEST_KILLS'] ?? 6)
const seed = process.env['INDUCTIVA_TEST_SEED'] ?? '7'
const mebibyte = 1024 * 1024
const connections = 4
/** What the targets are about: 320 MiB in a second over all connections, and 4 MiB fetched again by each. */
const bytesPerSecond = (320 * mebibyte) / connections
const mostAgainBytes = connections * 4 * mebibyte
const childPath = fileURLToPath(new URL('transfer-child.ts', import.meta.url))

const deflated = ['field0.csv', 'field1.csv']
const stored = ['restart0.bin', 'restart1.bin']

/** What is fetched, and which part of all kills meets it. */
const kinds = {
  everything: { share: 0.3, request: {} },
  'small files': {
    share: 0.1,
    request: { selection: { include: [''], exclude: inArtifacts(...deflated, ...stored) } },
  },
  'large deflated files': { share: 0.2, request: { selection: { include: inArtifacts(...deflated), exclude: [] } } },
  'large stored files': { share: 0.2, request: { selection: { include: inArtifacts(...stored), exclude: [] } } },
  'the raw archive': { share: 0.2, request: { kind: 'archive' } },
} satisfies Record<string, { share: number; request: Partial<TransferRequest> }>
type Kind = keyof typeof kinds

function inArtifacts(...names: readonly string[]): string[] {
  return names.map(name => `artifacts/${name}`)
}

let simulation: Simulation
let expected: Readonly<Record<Kind, ReadonlyMap<string, string>>>
beforeAll(() => {
  simulation = makeSimulation({ files: 1_500, largeBytes: 24_000_000 })
  const only = (takes: (name: string) => boolean) => new Map([...simulation.expected].filter(([name]) => takes(name)))
  expected = {
    everything: simulation.expected,
    'small files': only(name => ![...deflated, ...stored].includes(name)),
    'large deflated files': only(name => deflated.includes(name)),
    'large stored files': only(name => stored.includes(name)),
    'the raw archive': new Map([['output.zip', createHash('sha256').update(simulation.zip).digest('hex')]]),
  }
}, 120_000)
afterAll(() => simulation.remove(), 120_000)

describe('a transfer whose process is killed', () => {
  it.each((Object.keys(kinds) as Kind[]).map(kind => ({ kind, times: Math.ceil(kills * kinds[kind].share) })))(
    'loses nothing of $kind that was finished, over $times kills',
    { timeout: 60_000 + kills * 5_000 },
    killAndResume,
  )
})

/** One transfer after the other is killed at random moments and started again, until it ends by itself. */
async function killAndResume({ kind, times }: { kind: Kind; times: number }): Promise<void> {
  const random = createRandom(seed)
  const againBytes: number[] = []
  let done = 0
  for (let round = 0; done < times; round++) {
    const run = await runToItsEnd(kind, { round, times: times - done, random })
    againBytes.push(...run.againBytes)
    done += run.kills
  }
  const sorted = againBytes.toSorted((a, b) => a - b)
  const [median, most] = [sorted[sorted.length >> 1] ?? 0, sorted.at(-1) ?? 0].map(bytes => bytes / mebibyte)
  // Printed only: how much it is depends on how busy the machine is.
  console.info(
    `${kind}: ${times} kills, fetched again: median ${median?.toFixed(1)} MiB, at most ${most?.toFixed(1)} MiB (target ${mostAgainBytes / mebibyte})`,
  )
}

type Round = { readonly round: number; readonly times: number; readonly random: Random }

type Cost = { readonly kills: number; readonly againBytes: readonly number[] }

/**
 * Answers how many bytes were sent that had to be sent again, for each kill. A run that is killed before it knows what
 * it has is counted together with the one before.
 */
async function runToItsEnd(kind: Kind, { round, times, random }: Round): Promise<Cost> {
  const server = await startRangeServer(simulation.zip)
  server.faults.bytesPerSecond = bytesPerSecond
  const destination = join(simulation.folder, `${kind}${round}`)
  const request = JSON.stringify({ ...kinds[kind].request, destination })
  const databasePath = join(simulation.folder, `${kind}${round}.sqlite`)
  const againBytes: number[] = []
  let [killed, sentBytes, leftBefore] = [0, 0, 0]
  try {
    for (;;) {
      const sentBefore = server.bytesSent
      const moment = killed < times ? { requests: random.integer(1, 12), delayMs: random.integer(0, 100) } : null
      const run = await runUntilKilled([server.url, databasePath, request], server, moment)
      expect(run.integrity ?? 'ok').toBe('ok')
      if (run.leftBytes !== undefined) {
        // What is left counts, not what is known to be fetched: a file that got its name just before needs no record.
        if (leftBefore > 0) againBytes.push(sentBytes - (leftBefore - run.leftBytes))
        ;[sentBytes, leftBefore] = [0, run.leftBytes]
      }
      sentBytes += server.bytesSent - sentBefore
      expectNoWrongByte(kind, destination)
      if (run.isKilled) {
        killed++
        continue
      }
      expect(run).toMatchObject({ state: 'done', entriesFailed: 0 })
      expect(readTree(destination)).toEqual(expected[kind])
      return { kills: killed, againBytes }
    }
  } finally {
    await server.close()
    rmSync(destination, { recursive: true, force: true }) // the long form would fill the disk
  }
}

type Moment = { readonly requests: number; readonly delayMs: number }
type Run = {
  readonly isKilled: boolean
  readonly integrity?: string
  readonly leftBytes?: number
  readonly state?: string
  readonly entriesFailed?: number
}

/** Lets it run on to its end where there is no moment to kill it. */
async function runUntilKilled(args: readonly string[], server: RangeServer, moment: Moment | null): Promise<Run> {
  const child = spawn(process.execPath, [childPath, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  const last = moment ? server.requests.length + moment.requests : Infinity
  server.faults.status = request => {
    if (request === last) setTimeout(() => child.kill('SIGKILL'), moment?.delayMs)
    return undefined
  }
  const output = Array.fromAsync(child.stdout as AsyncIterable<Buffer>)
  const [, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null]
  const lines = Buffer.concat(await output)
    .toString()
    .split('\n')
  const facts = lines.filter(Boolean).map(line => JSON.parse(line) as Partial<Run>)
  return Object.assign({ isKilled: signal === 'SIGKILL' }, ...facts) as Run
}

/** Whatever stands under a final name is whole; unfinished things are in the staging folder alone. */
function expectNoWrongByte(kind: Kind, destination: string): void {
  if (!existsSync(destination)) return
  for (const [path, bytes] of readTree(destination)) {
    if (!path.startsWith('.inductiva-') && expected[kind].get(path) !== bytes)
      expect.fail(`${path} is not what it should be`)
  }
}
