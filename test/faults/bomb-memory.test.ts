import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startRangeServer } from '../fakes/range-server.ts'
import { makeTemporaryFolder } from '../fakes/transfer-site.ts'
import type { HostileArchive } from './archives/hostile-archive.ts'
import { hostileEntries } from './archives/hostile-entries.ts'

/**
 * More than what the threads hold at one time: each of the two 4 MiB packed, 16 MiB unpacked and some buffers; and less
 * than any bomb would take that is unpacked beyond what it says.
 */
const mostMoreBytes = 96 * 1024 * 1024
const childPath = fileURLToPath(new URL('transfer-child.ts', import.meta.url))
const folder = makeTemporaryFolder()
const bombs = Object.entries(hostileEntries).filter(([name]) => / bomb /.test(name))
const harmless = 'delivers 10 MB of zeros that say what they are'

type Run = { readonly state: string; readonly peakBytes: number }

let usualBytes = 0
beforeAll(async () => {
  const { state, peakBytes } = await transfer(harmless, hostileEntries[harmless])
  expect(state).toBe('done')
  usualBytes = peakBytes
})
afterAll(() => folder.remove())

describe.skipIf(process.platform !== 'linux')('the memory of a process that meets a bomb', () => {
  it('is looked at for every bomb there is', () => {
    expect(bombs.map(([, { outcome }]) => outcome)).toHaveLength(5)
  })

  it.each(bombs)('is the usual when it %s', async (name, archive) => {
    const { state, peakBytes } = await transfer(name, archive)
    const isTold = 'told' in archive.outcome && archive.outcome.told.some(([, kind]) => kind === 'failed')
    expect(state).toBe(isTold ? 'failed' : 'done')
    expect(peakBytes).toBeLessThan(usualBytes + mostMoreBytes)
  })
})

/** In a process of its own, as memory belongs to processes. */
async function transfer(name: string, archive: HostileArchive | undefined): Promise<Run> {
  const server = await startRangeServer(archive?.bytes() ?? Buffer.of())
  try {
    const place = join(folder.path, name)
    const args = [server.url, `${place}.sqlite`, JSON.stringify({ destination: place })]
    const child = spawn(process.execPath, [childPath, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
    const output = Array.fromAsync(child.stdout as AsyncIterable<Buffer>)
    expect(await once(child, 'exit')).toEqual([0, null])
    const lines = Buffer.concat(await output).toString().split('\n').filter(Boolean) // prettier-ignore
    return Object.assign({}, ...lines.map(line => JSON.parse(line) as Partial<Run>)) as Run
  } finally {
    await server.close()
  }
}
