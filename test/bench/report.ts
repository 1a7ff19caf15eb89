import type { DownloadCase } from './measurements.ts'
import type { RunFigures } from './run-downloads.ts'
import { median } from './statistics.ts'
import type { Judged } from './targets.ts'
import type { Workload } from './workloads.ts'

const mebibyte = 1024 * 1024

export function describeCase({ name, title }: DownloadCase, { files, zipBytes }: Workload): string {
  const unpacked = files.reduce((sum, { bytes }) => sum + bytes, 0)
  const archive = `${files.length} files, ${mebibytes(zipBytes)} MiB, unpacked ${mebibytes(unpacked)} MiB`
  return `${name}: ${title} (the archive: ${archive})`
}

export const tableHead = row([
  'mode',
  'program',
  'runs',
  'seconds',
  'least–most',
  'CPU s',
  'peak MiB',
  'disk MiB',
  'MiB sent',
  'requests',
  'ours/this',
])

/** One line a program and mode: medians, and what we took in relation. */
export function tableRows(runs: readonly RunFigures[]): readonly string[] {
  const groups = Map.groupBy(runs, ({ mode, contender }) => `${mode} ${contender}`)
  return Array.from(groups.values(), group => {
    const first = group[0]!
    const own = runs.filter(({ mode, contender }) => mode === first.mode && contender === 'ours')
    return tableRow(group, first, own)
  })
}

function tableRow(group: readonly RunFigures[], first: RunFigures, own: readonly RunFigures[]): string {
  const middle = (of: (run: RunFigures) => number, all = group) => median(all.map(of))
  const seconds = group.map(run => run.seconds)
  const ratio = middle(run => run.seconds, own) / middle(run => run.seconds)
  return row([
    first.mode,
    first.contender,
    String(group.length),
    middle(run => run.seconds).toFixed(2),
    `${Math.min(...seconds).toFixed(2)}–${Math.max(...seconds).toFixed(2)}`,
    middle(run => run.cpuSeconds).toFixed(2),
    middle(run => run.peakMebibytes).toFixed(0),
    middle(run => run.diskMebibytes).toFixed(0),
    (middle(run => run.bytes) / mebibyte).toFixed(1),
    middle(run => run.requests).toFixed(0),
    first.contender === 'ours' || own.length === 0 ? '' : ratio.toFixed(2),
  ])
}

export function targetLines(judged: readonly Judged[]): readonly string[] {
  return judged.map(({ what, figure, most }) => {
    const verdict = figure <= most ? 'met' : 'MISSED'
    return `  ${what.padEnd(48)}${figure.toFixed(2).padStart(8)}  at most ${String(most).padEnd(6)} ${verdict}`
  })
}

function row(cells: readonly string[]): string {
  const [mode = '', program = '', ...numbers] = cells
  return `  ${mode.padEnd(12)}${program.padEnd(15)}${numbers.map(cell => cell.padStart(12)).join('')}`
}

function mebibytes(bytes: number): string {
  return (bytes / mebibyte).toFixed(0)
}
