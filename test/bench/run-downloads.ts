import { spawnSync } from 'node:child_process'
import { existsSync, statfsSync } from 'node:fs'
import { mkdir, rm, unlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { problemWith } from './check-files.ts'
import type { Contender, ContenderName, Job } from './contenders.ts'
import { measureCommand, type Measured } from './measure-command.ts'
import type { DownloadCase } from './measurements.ts'
import type { Mode } from './modes.ts'
import type { RangeService } from './range-service.ts'
import type { Workload } from './workloads.ts'
import type { ExpectedFile } from './zip-writer.ts'

/** What one run of one program took. */
export type RunFigures = {
  readonly case: DownloadCase['name']
  readonly mode: Mode['name']
  readonly contender: ContenderName
  readonly seconds: number
  readonly cpuSeconds: number
  readonly peakMebibytes: number
  readonly diskMebibytes: number
  readonly bytes: number // sent by the server
  readonly requests: number
}

/** A run that did not bring what it should have: its figures mean nothing. */
export type FailedRun = Pick<RunFigures, 'case' | 'mode' | 'contender'> & { readonly problem: string }

export type BenchSite = {
  readonly service: RangeService
  readonly folder: string
  readonly vendorPython: string | undefined
}

type Run = { readonly download: DownloadCase; readonly workload: Workload; readonly mode: Mode }

/** Folders with more files stay until the end: creating files right after deleting many is slow on some systems. */
const mostFilesToRemove = 1_000
const blockBytes = 4096
let runCount = 0

/** Runs a program once, into a folder that has never been used, and checks what it brought. */
export async function runDownload(
  contender: Contender,
  run: Run,
  { service, folder, vendorPython }: BenchSite,
): Promise<RunFigures | FailedRun | undefined> {
  const { download, workload, mode } = run
  const name = `run-${runCount++}`
  const [runFolder, namesPath] = [join(folder, name), join(folder, `${name}-names`)]
  const expected = expectedFiles(run)
  const url = service.urlOf(workload.servedPath, mode, name)
  const job: Job = { download, url, folder: runFolder, namesPath, vendorPython }
  const command = contender.command(job)
  if (!command) return undefined
  await mkdir(runFolder)
  await writeFile(namesPath, expected.map(({ path }) => path).join('\n'))
  settleDisk()
  const measured = await measureCommand(command, join(folder, `${name}-result`))
  const problem = await problemOf(measured, contender, job, expected)
  const counts = await service.countsOf(name)
  if (expected.length <= mostFilesToRemove) await rm(runFolder, { recursive: true })
  const label = { case: download.name, mode: mode.name, contender: contender.name }
  if (problem !== undefined) return { ...label, problem }
  const { seconds, cpuSeconds, peakMebibytes, diskMebibytes } = measured
  return { ...label, seconds, cpuSeconds, peakMebibytes, diskMebibytes, ...counts }
}

/** What the last run left to be written would be paid for by the next, as soon as that waits for the disk. */
function settleDisk(): void {
  if (process.platform !== 'win32') spawnSync('sync')
}

/** @throws Error with a sentence when so many runs would fill the disk. */
export function ensureRoom({ name, files, zipBytes }: Workload, runs: number, folder: string): void {
  const runBytes = files.reduce((sum, { bytes }) => sum + bytes + blockBytes, zipBytes)
  const neededBytes = runBytes * (files.length <= mostFilesToRemove ? 1 : runs)
  const { bavail, bsize } = statfsSync(folder)
  if (bavail * bsize > neededBytes * 1.1) return
  const [needed, free] = [neededBytes, bavail * bsize].map(bytes => Math.ceil(bytes / 1024 ** 3))
  throw new Error(`${name} needs ${needed} GiB, and ${folder} has ${free} GiB left. --folder takes another one.`)
}

function expectedFiles({ download, workload }: Run): readonly ExpectedFile[] {
  if (download.kind !== 'zip') return workload.files.filter(({ path }) => download.wants(path))
  return [{ path: `${workload.name}.zip`, bytes: workload.zipBytes, crc: workload.zipCrc }]
}

async function problemOf(
  { exitCode, stderr }: Measured,
  contender: Contender,
  job: Job,
  expected: readonly ExpectedFile[],
): Promise<string | undefined> {
  if (exitCode !== 0) return `it ended with code ${exitCode}: ${stderr.trim().slice(-300)}`
  const result = contender.result(job)
  if (!existsSync(result)) return 'it brought nothing'
  // Beside the files of a whole archive, some leave the zip.
  const zipPath = join(result, `${job.download.workload}.zip`)
  if (job.download.kind !== 'zip' && existsSync(zipPath)) await unlink(zipPath)
  return problemWith(result, expected)
}
