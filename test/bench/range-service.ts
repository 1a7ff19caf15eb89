import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import type { Mode } from './modes.ts'

const countsSchema = z.object({ requests: z.int(), bytes: z.int() }).readonly()
/** What a run asked for and what was sent to it, headers left out. */
export type Counts = z.infer<typeof countsSchema>

export type RangeService = {
  /** Where a run finds a file; what it costs is counted under its name. */
  urlOf(file: string, mode: Mode, run: string): string
  countsOf(run: string): Promise<Counts>
  close(): Promise<void>
}

/** Serves the files of a folder from a process of its own. */
export async function startRangeService(folder: string): Promise<RangeService> {
  const script = join(import.meta.dirname, 'range-server.py')
  const server = spawn('python3', [script, folder], { stdio: ['pipe', 'pipe', 'inherit'] })
  const lines = createInterface(server.stdout)
  const [port] = (await once(lines, 'line')) as [string]
  const origin = `http://127.0.0.1:${port}`
  return {
    urlOf: (file, { mebibytesPerSecond, roundTripMs }, run) =>
      `${origin}/${mebibytesPerSecond}-${roundTripMs}/${run}/${file}`,
    async countsOf(run) {
      const response = await fetch(`${origin}/counts/${run}`)
      return countsSchema.parse(await response.json())
    },
    async close() {
      server.stdin.end()
      await once(server, 'exit')
    },
  }
}
