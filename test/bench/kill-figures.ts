import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { problemWith } from './check-files.ts'
import { engineCommand } from './contenders.ts'
import type { Mode } from './modes.ts'
import type { BenchSite } from './run-downloads.ts'
import type { Workload } from './workloads.ts'

export type KillFigures = {
  readonly mebibytesAgain: readonly number[] // one for each kill
  readonly problems: readonly string[]
}

type Work = { readonly workload: Workload; readonly mode: Mode; readonly kills: number }

const mebibyte = 1024 * 1024

/**
 * Kills the engine at random moments of a download and starts it again: how much is sent a second time. What was on
 * its way in the system's buffers when it died counts as well.
 */
export async function measureKills(work: Work, site: BenchSite): Promise<KillFigures> {
  const whole = await runOnce(work, site, 'uninterrupted')
  const figures = { mebibytesAgain: [] as number[], problems: whole.problem === undefined ? [] : [whole.problem] }
  for (let kill = 0; kill < work.kills; kill++) {
    const { sent, wasKilled, problem } = await runOnce(work, site, `kill-${kill}`, momentWithin(whole.ms))
    if (problem !== undefined) figures.problems.push(problem)
    if (wasKilled) figures.mebibytesAgain.push(Math.max(0, sent - whole.sent) / mebibyte)
  }
  return figures
}

/** While bytes arrive: not while the engine starts, nor when all but the last of them are there. */
function momentWithin(wholeMs: number): number {
  return (0.25 + Math.random() * 0.7) * wholeMs
}

async function runOnce({ workload, mode }: Work, { service, folder }: BenchSite, name: string, killAfterMs?: number) {
  const destination = join(folder, name)
  await mkdir(destination)
  const command = engineCommand(service.urlOf(workload.servedPath, mode, name), destination)
  const startedMs = performance.now()
  const wasKilled = killAfterMs !== undefined && (await runUntilKilled(command, killAfterMs))
  if (killAfterMs === undefined || wasKilled) await runToEnd(command)
  const ms = performance.now() - startedMs
  const problem = problemWith(destination, workload.files)
  await rm(destination, { recursive: true })
  return { ms, wasKilled, problem, sent: (await service.countsOf(name)).bytes }
}

/** Whether it was killed before it had ended by itself. */
async function runUntilKilled([program = '', ...args]: readonly string[], killAfterMs: number): Promise<boolean> {
  const child = spawn(program, args, { stdio: 'ignore' })
  const exit = once(child, 'exit') as Promise<[number | null, string | null]>
  await Promise.race([exit, setTimeout(killAfterMs)])
  child.kill('SIGKILL')
  const [, signal] = await exit
  return signal === 'SIGKILL'
}

async function runToEnd([program = '', ...args]: readonly string[]): Promise<void> {
  const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'inherit'] })
  await once(child, 'exit')
}
