import type { TaskStatus } from './statuses.ts'
import type { ArchivePlan } from '../zip/virtual-zip.ts'

/** One step of a machine, in seconds from the service's start. `endSeconds` may lie in the future. */
export type OperationPlan = {
  readonly name:
    'exec_command' | 'download_container' | 'download_input' | 'uncompress_input' | 'compress_output' | 'upload_output'
  readonly startSeconds: number
  readonly endSeconds: number
  readonly hasFailed: boolean
  readonly atStart: Readonly<Record<string, unknown>>
  readonly atEnd: Readonly<Record<string, unknown>>
}

/** A task enters a phase `atSeconds` after the service's start: negative for what has already been. */
export type Phase = {
  readonly status: TaskStatus
  readonly atSeconds: number
  readonly machineId: string | null
  readonly operations: readonly OperationPlan[]
}

export type Machine = {
  readonly type: string // "c2d-highcpu-16"
  readonly provider: 'GCP' | 'LOCAL'
  readonly cpus: number // logical
  readonly memoryBytes: number
  readonly hosts: number // 0: a single machine
  readonly usdPerHour: number
}

/** Everything a task will ever be, unless someone kills it. */
export type TaskPlan = {
  readonly id: string // 25 lower-case letters and digits
  readonly simulator: string
  readonly image: string
  readonly project: string
  readonly metadata: Readonly<Record<string, string>>
  readonly machine: Machine
  readonly group: { readonly id: string; readonly name: string }
  readonly commands: readonly string[]
  readonly phases: readonly Phase[] // oldest first, at least one
  readonly resubmitOnPreemption: boolean
  readonly retries: number
  readonly isStreamed: boolean
  readonly compressWith: 'AUTO' | 'SEVEN_Z'
  readonly errorDetail: string | null
  readonly machineErrorDetail: string | null
  readonly leavesOutput: boolean // once it has ended
  readonly output: () => ArchivePlan
  readonly input: () => ArchivePlan
}
