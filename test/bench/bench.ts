import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { projectFolder } from '../../build/entries.ts'
import { measureEventLoop } from './event-loop-figures.ts'
import { measureIndex } from './index-figures.ts'
import { measureKills } from './kill-figures.ts'
import { downloadCases, type DownloadCase } from './measurements.ts'
import { modes, type Mode } from './modes.ts'
import { benchUsage, readBenchOptions, type BenchOptions } from './options.ts'
import { availableContenders, findVendorPython, installPrograms } from './programs.ts'
import { startRangeService } from './range-service.ts'
import { describeCase, tableHead, tableRows, targetLines } from './report.ts'
import { ensureRoom, type BenchSite, type RunFigures } from './run-downloads.ts'
import { runRounds } from './run-rounds.ts'
import { median } from './statistics.ts'
import { judgeDownloads, judgeEventLoop, judgeIndex, judgeKills, type Judged } from './targets.ts'
import { prepareWorkload, type Workload, type WorkloadName } from './workloads.ts'

const cacheFolder = join(projectFolder, 'node_modules', '.cache', 'bench')
const options = readBenchOptions(process.argv.slice(2))
if (options === 'help') console.log(benchUsage)
else await bench(options)

async function bench(options: BenchOptions): Promise<void> {
  if (options.installs) installPrograms()
  const vendorPython = options.anchors.includes('vendor') ? await findVendorPython() : undefined
  const folder = mkdtempSync(join(makeFolder(options.folder ?? tmpdir()), 'inductiva-bench-'))
  const service = await startRangeService(makeFolder(cacheFolder))
  const removeFolder = (): void => rmSync(folder, { recursive: true, force: true })
  process.once('SIGINT', () => {
    removeFolder()
    process.exit(130)
  })
  try {
    console.log(
      `${cpus().length} cores, scale ${options.scale}${options.scale === 1 ? '' : ': targets are for scale 1'}`,
    )
    await measureAll(options, { service, folder, vendorPython })
  } finally {
    await service.close()
    removeFolder()
  }
}

async function measureAll(options: BenchOptions, site: BenchSite): Promise<void> {
  const prepare = createPreparation(options.scale)
  const runs: RunFigures[] = []
  for (const download of downloadCases.filter(({ name }) => options.only.includes(name))) {
    runs.push(...(await measureDownload(download, prepare(download.workload), options, site)))
  }
  const judged = [...judgeDownloads(runs, prepare.made())]
  if (options.only.includes('D')) judged.push(...(await reportIndex(prepare('D'), options, site)))
  if (options.only.includes('kill')) judged.push(...(await reportKills(prepare('C'), options.kills, site)))
  if (options.only.includes('event-loop')) judged.push(...(await reportEventLoop(prepare('B'), site)))
  console.log(['\nTargets', ...targetLines(judged)].join('\n'))
  if (options.resultPath !== undefined) writeFileSync(options.resultPath, JSON.stringify({ runs, judged }, null, 2))
}

async function measureDownload(
  download: DownloadCase,
  workload: Workload,
  options: BenchOptions,
  site: BenchSite,
): Promise<readonly RunFigures[]> {
  console.log(`\n${describeCase(download, workload)}`)
  const contenders = availableContenders(options.anchors, site.vendorPython !== undefined)
  ensureRoom(workload, options.runs * options.modes.length * contenders.length, site.folder)
  const runs = await runRounds({ ...options, download, workload, contenders }, site)
  console.log([tableHead, ...tableRows(runs)].join('\n'))
  return runs
}

async function reportIndex(workload: Workload, options: BenchOptions, site: BenchSite): Promise<readonly Judged[]> {
  console.log(`\nD: the index of ${workload.files.length} files`)
  const judged: Judged[] = []
  for (const mode of options.modes) {
    const figures = await measureIndex({ workload, mode, runs: options.runs }, site)
    const { coldSeconds, againSeconds, searchSeconds, peakMebibytes } = figures
    const seconds = [coldSeconds, againSeconds, searchSeconds].map(value => value.toFixed(2))
    console.log(`  ${mode.name}: opened in ${seconds[0]} s, again in ${seconds[1]} s, searched in ${seconds[2]} s,`)
    console.log(`  ${peakMebibytes.toFixed(0)} MiB more than before at the peak`)
    if (mode.name === 'fast') judged.push(...judgeIndex(figures))
  }
  return judged
}

async function reportKills(workload: Workload, kills: number, site: BenchSite): Promise<readonly Judged[]> {
  const { mebibytesAgain, problems } = await measureKills({ workload, mode: modeNamed('paced'), kills }, site)
  console.log(`\nkill: SIGKILL at random moments of C, 20 MiB/s a connection`)
  for (const problem of problems) console.log(`  not whole afterwards: ${problem}`)
  const [middle, most] = [median(mebibytesAgain), Math.max(...mebibytesAgain)]
  console.log(`  ${mebibytesAgain.length} kills, MiB sent again: median ${middle.toFixed(1)}, most ${most.toFixed(1)}`)
  return judgeKills(mebibytesAgain)
}

async function reportEventLoop(workload: Workload, site: BenchSite): Promise<readonly Judged[]> {
  const { p50, p99, most } = await measureEventLoop(workload, modeNamed('fast'), site)
  console.log(`\nevent-loop: of the process that hosts the engine, while it downloads B, fast`)
  console.log(
    `  late by ${p50.toFixed(1)} ms at the median, ${p99.toFixed(1)} ms at the 99th percentile, ${most.toFixed(1)} ms at most`,
  )
  return judgeEventLoop(p99)
}

/** Makes each archive when it is first needed. */
function createPreparation(scale: number) {
  const made: Partial<Record<WorkloadName, Workload>> = {}
  const prepare = (name: WorkloadName): Workload => (made[name] ??= prepareWorkload(name, scale, cacheFolder))
  return Object.assign(prepare, { made: () => made })
}

function modeNamed(name: Mode['name']): Mode {
  return modes.find(mode => mode.name === name)!
}

function makeFolder(path: string): string {
  mkdirSync(path, { recursive: true })
  return path
}
