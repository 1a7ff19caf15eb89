import type { WorkloadName } from './workloads.ts'

/** What is downloaded in a run, out of which archive. */
export type DownloadCase = {
  readonly name: 'A' | 'B' | 'C' | 'C-zip' | 'A3' | 'B500'
  readonly title: string
  readonly workload: WorkloadName
  readonly kind: 'everything' | 'zip' | 'some'
  readonly glob: string | undefined // for some files only
  readonly wants: (path: string) => boolean
}

const all = { kind: 'everything', glob: undefined, wants: () => true } as const

export const downloadCases: readonly DownloadCase[] = [
  { name: 'A', title: 'few big files, deflated', workload: 'A', ...all },
  { name: 'B', title: 'many small files', workload: 'B', ...all },
  { name: 'C', title: 'stored files', workload: 'C', ...all },
  { name: 'C-zip', title: 'the zip of C as it is', workload: 'C', ...all, kind: 'zip' },
  {
    ...{ name: 'A3', title: 'three small files out of A', workload: 'A', kind: 'some', glob: 'logs/*' },
    wants: path => path.startsWith('logs/'),
  },
  {
    ...{ name: 'B500', title: 'one file in a hundred out of B', workload: 'B', kind: 'some', glob: 'processor*/*/Y50' },
    wants: path => path.endsWith('/Y50'),
  },
]

export const measurementNames = ['A', 'B', 'C', 'C-zip', 'A3', 'B500', 'D', 'kill', 'event-loop'] as const
export type MeasurementName = (typeof measurementNames)[number]
