import type { AnchorName } from './contenders.ts'
import type { IndexFigures } from './index-figures.ts'
import type { Mode } from './modes.ts'
import type { DownloadCase } from './measurements.ts'
import type { RunFigures } from './run-downloads.ts'
import { median } from './statistics.ts'
import type { Workload, WorkloadName } from './workloads.ts'

/** A figure beside what it may be at most. */
export type Judged = { readonly what: string; readonly figure: number; readonly most: number }

type CaseName = DownloadCase['name']
type ModeName = Mode['name']

/** Our seconds divided by the anchor's. */
const ratioTargets: readonly { of: CaseName; in: readonly ModeName[]; against: AnchorName; most: number }[] = [
  { of: 'A', in: ['fast'], against: 'aria2c+unzip', most: 0.3 },
  { of: 'B', in: ['fast'], against: 'aria2c+unzip', most: 0.45 },
  { of: 'C', in: ['fast'], against: 'aria2c+unzip', most: 0.35 },
  { of: 'A', in: ['fast'], against: 'rclone+bsdtar', most: 0.55 },
  { of: 'B', in: ['fast'], against: 'rclone+bsdtar', most: 0.55 },
  { of: 'C', in: ['fast'], against: 'rclone+bsdtar', most: 1 },
  { of: 'A', in: ['fast'], against: 'vendor', most: 0.35 },
  { of: 'B', in: ['fast'], against: 'vendor', most: 0.35 },
  { of: 'C', in: ['fast'], against: 'vendor', most: 0.3 },
  { of: 'A', in: ['paced+60ms'], against: 'aria2c+unzip', most: 0.4 },
  { of: 'B', in: ['paced+60ms'], against: 'aria2c+unzip', most: 0.6 },
  { of: 'C', in: ['paced+60ms'], against: 'aria2c+unzip', most: 0.55 },
  { of: 'A', in: ['paced+60ms'], against: 'rclone+bsdtar', most: 0.6 },
  { of: 'B', in: ['paced+60ms'], against: 'rclone+bsdtar', most: 0.65 },
  { of: 'C', in: ['paced+60ms'], against: 'rclone+bsdtar', most: 0.95 },
  { of: 'A', in: ['paced', 'paced+60ms'], against: 'vendor', most: 0.15 },
  { of: 'C', in: ['paced', 'paced+60ms'], against: 'vendor', most: 0.1 },
  { of: 'A3', in: ['paced+60ms'], against: 'vendor', most: 0.7 },
  { of: 'B500', in: ['paced+60ms'], against: 'vendor', most: 0.15 },
  { of: 'C-zip', in: ['fast', 'paced', 'paced+60ms'], against: 'aria2c+unzip', most: 1.1 },
]

const mebibyte = 1024 * 1024
const fetchedTargets = { A3: 1, B500: 6 } as const // MiB

export type Workloads = Readonly<Partial<Record<WorkloadName, Workload>>>

/** Every target that these runs say something about. */
export function judgeDownloads(runs: readonly RunFigures[], workloads: Workloads): readonly Judged[] {
  return [...judgeRatios(runs), ...judgeCpu(runs, workloads), ...judgeMemory(runs), ...judgeFetched(runs)]
}

function judgeRatios(runs: readonly RunFigures[]): readonly Judged[] {
  return ratioTargets.flatMap(({ of, in: modes, against, most }) =>
    modes.flatMap(mode => {
      const [own, other] = [medianOf(runs, of, mode, 'ours'), medianOf(runs, of, mode, against)]
      if (own === undefined || other === undefined) return []
      const anchor = of === 'C-zip' ? 'aria2c' : against
      return [{ what: `${of} ${mode}: seconds against ${anchor}`, figure: own / other, most }]
    }),
  )
}

function judgeCpu(runs: readonly RunFigures[], { A, B }: Workloads): readonly Judged[] {
  const cpuOfA = medianOf(runs, 'A', 'fast', 'ours', 'cpuSeconds')
  const cpuOfB = medianOf(runs, 'B', 'fast', 'ours', 'cpuSeconds')
  const gibibytes = (A?.files.reduce((sum, { bytes }) => sum + bytes, 0) ?? 0) / 1024 / mebibyte
  return [
    ...(A && cpuOfA !== undefined
      ? [{ what: 'A fast: CPU seconds per GiB unpacked', figure: cpuOfA / gibibytes, most: 3.5 }]
      : []),
    ...(B && cpuOfB !== undefined
      ? [{ what: 'B fast: CPU µs per file', figure: (cpuOfB * 1e6) / B.files.length, most: 110 }]
      : []),
  ]
}

function judgeMemory(runs: readonly RunFigures[]): readonly Judged[] {
  return (['A', 'B', 'C'] as const).flatMap(name => {
    const peaks = runs.filter(run => run.case === name && run.contender === 'ours').map(run => run.peakMebibytes)
    return peaks.length === 0 ? [] : [{ what: `${name}: peak MiB`, figure: Math.max(...peaks), most: 200 }]
  })
}

function judgeFetched(runs: readonly RunFigures[]): readonly Judged[] {
  return (['A3', 'B500'] as const).flatMap(name => {
    const bytes = runs.filter(run => run.case === name && run.contender === 'ours').map(run => run.bytes)
    if (bytes.length === 0) return []
    return [{ what: `${name}: MiB fetched`, figure: Math.max(...bytes) / mebibyte, most: fetchedTargets[name] }]
  })
}

function medianOf(
  runs: readonly RunFigures[],
  name: CaseName,
  mode: ModeName,
  contender: RunFigures['contender'],
  what: 'seconds' | 'cpuSeconds' = 'seconds',
): number | undefined {
  const own = runs.filter(run => run.case === name && run.mode === mode && run.contender === contender)
  return own.length === 0 ? undefined : median(own.map(run => run[what]))
}

export function judgeIndex({ coldSeconds, againSeconds, peakMebibytes }: IndexFigures): readonly Judged[] {
  return [
    { what: 'D fast: seconds to open the index', figure: coldSeconds, most: 1 },
    { what: 'D fast: seconds to open it again', figure: againSeconds, most: 0.3 },
    { what: 'D fast: peak MiB above the start', figure: peakMebibytes, most: 250 },
  ]
}

export function judgeKills(mebibytesAgain: readonly number[]): readonly Judged[] {
  if (mebibytesAgain.length === 0) return []
  return [{ what: 'kill: most MiB fetched again', figure: Math.max(...mebibytesAgain), most: 16 }]
}

export function judgeEventLoop(p99: number): readonly Judged[] {
  return [{ what: 'event loop: ms late, 99th percentile', figure: p99, most: 50 }]
}
