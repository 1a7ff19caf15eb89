import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { measureCommand } from './measure-command.ts'
import type { Mode } from './modes.ts'
import type { BenchSite } from './run-downloads.ts'
import type { Workload } from './workloads.ts'

const figuresSchema = z.object({
  state: z.string(),
  entriesDone: z.int(),
  p50: z.number(), // ms the event loop was late, as all of these
  p99: z.number(),
  most: z.number(),
})
export type EventLoopFigures = Readonly<z.infer<typeof figuresSchema>>

/** How long the event loop of the process that hosts the engine is held up by a download. */
export async function measureEventLoop(
  workload: Workload,
  mode: Mode,
  { service, folder }: BenchSite,
): Promise<EventLoopFigures> {
  const own = join(folder, 'event-loop')
  await mkdir(own)
  const url = service.urlOf(workload.servedPath, mode, 'event-loop')
  const command = [process.execPath, join(import.meta.dirname, 'event-loop-host.ts'), url, own]
  const { exitCode, stdout, stderr } = await measureCommand(command, join(folder, 'event-loop-result'))
  if (exitCode !== 0) throw new Error(`The host of the engine ended with code ${exitCode}: ${stderr.trim()}`)
  const figures = figuresSchema.parse(JSON.parse(stdout.trim().split('\n').at(-1) ?? ''))
  if (figures.state !== 'done' || figures.entriesDone < workload.files.length) {
    throw new Error(`The download ended as ${figures.state} with ${figures.entriesDone} of ${workload.files.length}.`)
  }
  return figures
}
