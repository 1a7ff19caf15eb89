import { formatTimestamp } from '../timestamp.ts'
import type { VirtualZip } from '../zip/virtual-zip.ts'
import type { AccountTask } from './account.ts'
import { statuses, type TaskStatus } from './statuses.ts'
import type { OperationPlan, Phase } from './task-plan.ts'

/** What a view needs besides the task: when the service started, what time it is, and the archives' sizes. */
export type ViewContext = {
  readonly startMs: number
  readonly elapsedSeconds: number
  output(): VirtualZip
  input(): VirtualZip
}

export const REGION = 'europe-west1'
const FEE_USD = 0.02

/** A task as `GET /tasks` shows it. */
export function viewTask(task: AccountTask, context: ViewContext): Record<string, unknown> {
  const { plan, state } = task
  const times = timesOf(state.phases)
  return {
    task_id: plan.id,
    status: state.status,
    status_alias: statuses[state.status].alias,
    simulator: plan.simulator,
    storage_path: plan.id,
    storage_input_path: `${plan.id}/input.zip`,
    storage_output_path: `${plan.id}/output.zip`,
    storage_region: REGION,
    container_image: plan.image,
    project: task.project,
    is_terminated: state.isTerminated,
    ...timeFields(times, context.startMs),
    estimated_computation_cost: costOf(task, context.elapsedSeconds),
    metrics: metricsOf(task, context),
    executer: times.started === undefined ? null : executerOf(task),
    machine_group_name: plan.group.name,
    machine_group_id: plan.group.id,
    error_detail: state.isTerminated ? plan.errorDetail : null,
    input_resources: [],
    stream_zip: plan.isStreamed,
    num_retries: plan.retries,
    compress_with: plan.compressWith,
    task_metadata: task.metadata,
    extra_params: { sim_dir: 'sim_dir', commands: plan.commands.map(cmd => ({ cmd, prompts: [] })) },
    resubmit_on_preemption: plan.resubmitOnPreemption,
    duration_seconds: durationOf(times, context.elapsedSeconds),
    orchestration_fee: { amount: FEE_USD, charged: state.isTerminated, currency: 'USD' },
  }
}

/** A task as `GET /tasks/{id}` shows it. */
export function viewTaskWithHistory(task: AccountTask, context: ViewContext): Record<string, unknown> {
  return {
    ...viewTask(task, context),
    status_history: task.state.phases.map((phase, index, phases) => viewPhase(phase, phases[index + 1], context)),
    machine_operations: [],
    steps: null,
  }
}

export function viewTaskStatus(task: AccountTask): Record<string, unknown> {
  return {
    id: task.plan.id,
    status: task.state.status,
    position_in_queue: task.tasksAhead === undefined ? null : { tasks_ahead: task.tasksAhead },
    is_terminated: task.state.isTerminated,
  }
}

/** Seconds from the service's start at which things happened; absent when they have not. */
type Times = Partial<Record<'created' | 'submitted' | 'started' | 'computing' | 'computed' | 'ended', number>>

function timesOf(phases: readonly Phase[]): Times {
  const last = (status: TaskStatus): number | undefined => phases.findLast(phase => phase.status === status)?.atSeconds
  const end = phases.at(-1)
  return definedOnly({
    created: phases[0]?.atSeconds,
    submitted: last('submitted'),
    started: last('started'),
    computing: last('computation-started'),
    computed: last('computation-ended'),
    ended: end && statuses[end.status].isTerminal ? end.atSeconds : undefined,
  })
}

function definedOnly(times: Record<keyof Times, number | undefined>): Times {
  return Object.fromEntries(Object.entries(times).filter(([, seconds]) => seconds !== undefined))
}

function timeFields(times: Times, startMs: number): Record<string, string | null> {
  const at = (seconds: number | undefined): string | null =>
    seconds === undefined ? null : formatTimestamp(startMs + seconds * 1000)
  return {
    create_time: at(times.created),
    input_submit_time: at(times.submitted),
    start_time: at(times.started),
    computation_start_time: at(times.computing),
    computation_end_time: at(times.computed),
    end_time: at(times.ended),
  }
}

function durationOf({ submitted, ended }: Times, elapsedSeconds: number): number | null {
  return submitted === undefined ? null : rounded((ended ?? elapsedSeconds) - submitted)
}

function costOf(task: AccountTask, elapsedSeconds: number): number | null {
  const { started, ended } = timesOf(task.state.phases)
  if (started === undefined) return null
  const { machine } = task.plan
  return rounded((((ended ?? elapsedSeconds) - started) / 3600) * machine.usdPerHour * Math.max(1, machine.hosts), 6)
}

function metricsOf(task: AccountTask, context: ViewContext): Record<string, number | null> {
  const times = timesOf(task.state.phases)
  const between = (from: number | undefined, to: number | undefined): number | null =>
    from === undefined || to === undefined ? null : rounded(to - from)
  const input = times.submitted === undefined ? undefined : context.input()
  const output = task.state.hasOutput ? context.output() : undefined
  return {
    total_seconds: between(times.submitted, times.ended),
    queue_time_seconds: between(times.submitted, times.started),
    computation_seconds: between(times.computing, times.computed ?? times.ended),
    input_upload_seconds: between(times.created, times.submitted),
    ...operationSeconds(task),
    input_zipped_size_bytes: input?.sizeBytes ?? null,
    input_size_bytes: input?.unpackedBytes ?? null,
    output_total_files: output?.fileCount ?? null,
    // As `du` counts it: folders take a disk block each.
    output_size_bytes: output ? output.unpackedBytes + 4096 * (output.count - output.fileCount) : null,
    output_zipped_size_bytes: output?.sizeBytes ?? null,
  }
}

/** What the machine reports of its own steps, each once it is over. */
function operationSeconds({ state }: AccountTask): Record<string, number | null> {
  const operations = state.phases.flatMap(phase => phase.operations)
  const taken = (name: OperationPlan['name']): number | null => {
    const operation = operations.findLast(candidate => candidate.name === name)
    return operation && state.isTerminated ? rounded(operation.endSeconds - operation.startSeconds) : null
  }
  const image = operations.findLast(({ name }) => name === 'download_container')?.atEnd['size_bytes']
  return {
    container_image_download_seconds: taken('download_container'),
    container_image_size_bytes: typeof image === 'number' ? image : null,
    input_download_seconds: taken('download_input'),
    input_decompression_seconds: taken('uncompress_input'),
    output_upload_seconds: taken('upload_output'),
    output_compression_seconds: taken('compress_output'),
  }
}

function executerOf({ plan, state }: AccountTask): Record<string, unknown> {
  const { machine } = plan
  const uuid = state.phases.findLast(({ machineId }) => machineId !== null)?.machineId ?? plan.group.id
  return {
    uuid,
    cpu_count_logical: machine.cpus,
    cpu_count_physical: machine.cpus / 2,
    memory: machine.memoryBytes,
    n_mpi_hosts: machine.hosts,
    vm_type: machine.provider === 'LOCAL' ? 'n/a' : machine.type,
    vm_name: machine.provider === 'LOCAL' ? machine.type : `${plan.group.name.slice(0, 16)}-${uuid.slice(0, 4)}`,
    host_type: machine.provider,
    error_detail: state.isTerminated ? plan.machineErrorDetail : null,
  }
}

function viewPhase(phase: Phase, next: Phase | undefined, context: ViewContext): Record<string, unknown> {
  const at = (seconds: number): string => formatTimestamp(context.startMs + seconds * 1000)
  return {
    machine_id: phase.machineId,
    status: phase.status,
    timestamp: at(phase.atSeconds),
    end_timestamp: next ? at(next.atSeconds) : null,
    description: statuses[phase.status].description,
    alias: statuses[phase.status].alias,
    operations: phase.operations
      .filter(({ startSeconds }) => startSeconds <= context.elapsedSeconds)
      .map(operation => viewOperation(operation, context)),
  }
}

const operationAliases: Readonly<Record<OperationPlan['name'], string>> = {
  exec_command: 'Run command',
  download_container: 'Download container',
  download_input: 'Download input',
  uncompress_input: 'Uncompress input',
  compress_output: 'Compress output',
  upload_output: 'Upload output',
}

function viewOperation(operation: OperationPlan, context: ViewContext): Record<string, unknown> {
  const hasEnded = operation.endSeconds <= context.elapsedSeconds
  const at = (seconds: number): string => formatTimestamp(context.startMs + seconds * 1000)
  return {
    name: operation.name,
    alias: operationAliases[operation.name],
    start_timestamp: at(operation.startSeconds),
    end_timestamp: hasEnded ? at(operation.endSeconds) : null,
    status: !hasEnded ? 'RUNNING' : operation.hasFailed ? 'FAILED' : 'OK',
    attributes: hasEnded ? { ...operation.atStart, ...operation.atEnd } : operation.atStart,
  }
}

function rounded(value: number, digits = 3): number {
  return Number(value.toFixed(digits))
}
