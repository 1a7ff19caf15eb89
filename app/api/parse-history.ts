import { z } from 'zod'
import type { HistoryStep, Operation } from '../contract/tasks.ts'
import { toStatusCode } from '../domain/task/status.ts'
import { listOf, number, text, textRecord, time } from './lenient.ts'

const operationSchema = z.object({
  name: text,
  alias: text,
  status: text,
  start_timestamp: time,
  end_timestamp: time,
  attributes: textRecord,
})

const stepSchema = z.object({
  status: text,
  alias: text,
  description: text,
  timestamp: time,
  end_timestamp: time,
  machine_id: text,
  operations: listOf(operationSchema),
})

/** Steps in the order the service sends them: oldest first. */
export function parseHistory(raw: unknown): HistoryStep[] {
  return listOf(stepSchema)
    .parse(raw)
    .map(step => ({
      status: toStatusCode(step.status),
      alias: step.alias ?? step.status ?? 'Unknown',
      description: step.description ?? '',
      startedAtMs: step.timestamp,
      endedAtMs: step.end_timestamp,
      machineId: step.machine_id,
      operations: step.operations.map(toOperation),
    }))
}

function toOperation(operation: z.output<typeof operationSchema>): Operation {
  const { command, exit_code, ...attributes } = operation.attributes
  return {
    name: operation.name ?? 'unknown',
    alias: operation.alias ?? operation.name ?? 'Unknown',
    state: operationState(operation.status),
    startedAtMs: operation.start_timestamp,
    endedAtMs: operation.end_timestamp,
    command: command ?? null,
    exitCode: toExitCode(exit_code),
    attributes,
  }
}

function toExitCode(raw: string | undefined): number | null {
  const value = number.parse(raw)
  return value !== null && Number.isSafeInteger(value) ? value : null // a signal's code may be negative
}

function operationState(status: string | null): Operation['state'] {
  switch (status?.toUpperCase()) {
    case 'RUNNING':
      return 'running'
    case 'OK':
      return 'ok'
    case 'FAILED':
      return 'failed'
    default:
      return 'other'
  }
}
