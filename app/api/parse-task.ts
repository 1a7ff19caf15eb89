import { z } from 'zod'
import { taskIdSchema, type HistoryStep, type Machine, type TaskId } from '../contract/tasks.ts'
import { isEndedCode, statusGroup, toStatusCode } from '../domain/task/status.ts'
import type { ServiceTask, TaskFacts, TaskRecord, TaskStatus, TaskWithHistory } from '../domain/task/task-record.ts'
import { anyObject, count, flag, listOf, number, numberRecord, text, textRecord, time } from './lenient.ts'
import { parseHistory } from './parse-history.ts'

const executerSchema = z
  .object({
    vm_type: text,
    vm_name: text,
    host_type: text,
    n_mpi_hosts: count,
    cpu_count_logical: count,
    memory: count,
    error_detail: text,
  })
  .nullable()
  .catch(null)

const feeSchema = z.object({ amount: z.number(), charged: flag }).nullable().catch(null)

const commandSchema = z.union([z.string(), z.object({ cmd: z.string() }).transform(({ cmd }) => cmd)])

/** A task as the service sends it. Only the id is indispensable. */
const wireTaskSchema = z.object({
  task_id: taskIdSchema,
  status: text,
  status_alias: text,
  simulator: text,
  project: text,
  is_terminated: flag,
  create_time: time,
  input_submit_time: time,
  start_time: time,
  computation_start_time: time,
  computation_end_time: time,
  end_time: time,
  duration_seconds: number,
  estimated_computation_cost: number,
  metrics: numberRecord,
  executer: executerSchema,
  machine_group_name: text,
  error_detail: text,
  task_metadata: textRecord,
  num_retries: count,
  orchestration_fee: feeSchema,
  container_image: text,
  storage_path: text,
  storage_input_path: text,
  storage_output_path: text,
  storage_region: text,
  extra_params: anyObject,
})
type WireTask = z.output<typeof wireTaskSchema>

/** A task of a list; null when it has no usable id. Everything else may be missing or odd. */
export function parseTask(raw: unknown): TaskRecord | null {
  const parsed = wireTaskSchema.safeParse(raw)
  return parsed.success ? { task: toTask(parsed.data), facts: toFacts(parsed.data) } : null
}

/** A single task with its history; null when it has no usable id. */
export function parseTaskWithHistory(raw: unknown): TaskWithHistory | null {
  const record = parseTask(raw)
  if (record === null) return null
  const { status_history } = z.object({ status_history: z.unknown() }).parse(raw)
  const history = parseHistory(status_history)
  return { task: record.task, facts: { ...record.facts, commands: commandsOf(record, history) }, history }
}

/** As submitted; else as the machine ran them. */
function commandsOf({ facts }: TaskRecord, history: readonly HistoryStep[]): string[] {
  if (facts.commands.length > 0) return facts.commands
  const ran = history.flatMap(step => step.operations.map(operation => operation.command))
  return ran.filter(command => command !== null)
}

function toTask(wire: WireTask): ServiceTask {
  const status = toStatusCode(wire.status)
  const isTerminated = wire.is_terminated ?? (isEndedCode(status) || (status === 'other' && wire.end_time !== null))
  return {
    id: wire.task_id,
    status,
    statusAlias: wire.status_alias ?? wire.status ?? 'Unknown',
    group: statusGroup(status, isTerminated),
    isTerminated,
    simulator: wire.simulator ?? 'unknown',
    project: wire.project ?? 'default',
    ...toTimes(wire),
    machine: toMachine(wire.executer),
    machineGroup: wire.machine_group_name,
    computationCostUsd: wire.estimated_computation_cost,
    ...toSizes(wire.metrics),
    metadata: wire.task_metadata,
    retries: wire.num_retries ?? 0,
  }
}

function toTimes(wire: WireTask) {
  return {
    createdAtMs: wire.create_time,
    inputSubmittedAtMs: wire.input_submit_time,
    startedAtMs: wire.start_time,
    computationStartedAtMs: wire.computation_start_time,
    computationEndedAtMs: wire.computation_end_time,
    endedAtMs: wire.end_time,
    durationSeconds: wire.duration_seconds,
  }
}

function toSizes(metrics: Readonly<Record<string, number>>) {
  return {
    outputZippedBytes: count.parse(metrics['output_zipped_size_bytes']),
    outputBytes: count.parse(metrics['output_size_bytes']),
    outputFiles: count.parse(metrics['output_total_files']),
  }
}

function toMachine(executer: z.output<typeof executerSchema>): Machine | null {
  if (executer === null) return null
  return {
    type: executer.vm_type === 'n/a' ? null : executer.vm_type, // machines of one's own have no type
    provider: executer.host_type,
    hosts: executer.n_mpi_hosts ?? 0,
    name: executer.vm_name,
    cpuCount: executer.cpu_count_logical,
    memoryBytes: executer.memory,
  }
}

function toFacts(wire: WireTask): TaskFacts {
  return {
    metrics: wire.metrics,
    orchestrationFee: toFee(wire.orchestration_fee),
    errorDetail: wire.error_detail ?? wire.executer?.error_detail ?? null,
    containerImage: wire.container_image,
    storagePath: wire.storage_path,
    inputPath: wire.storage_input_path,
    outputPath: wire.storage_output_path,
    region: wire.storage_region,
    commands: listOf(commandSchema).parse(wire.extra_params['commands']),
  }
}

function toFee(fee: z.output<typeof feeSchema>): TaskFacts['orchestrationFee'] {
  return fee && { amountUsd: fee.amount, isCharged: fee.charged ?? false }
}

const statusSchema = z.object({
  id: text,
  status: text,
  is_terminated: flag,
  position_in_queue: z.object({ tasks_ahead: count }).nullable().catch(null),
})

/** Null when the answer has no status at all. */
export function parseTaskStatus(id: TaskId, raw: unknown): TaskStatus | null {
  const parsed = statusSchema.safeParse(raw)
  if (!parsed.success || parsed.data.status === null) return null
  const status = toStatusCode(parsed.data.status)
  return {
    id,
    status,
    isTerminated: parsed.data.is_terminated ?? isEndedCode(status),
    tasksAhead: parsed.data.position_in_queue?.tasks_ahead ?? null,
  }
}
