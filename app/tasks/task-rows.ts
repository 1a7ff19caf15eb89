import { z } from 'zod'
import { historyStepSchema, taskDetailSchema, taskSchema, type HistoryStep, type Task } from '../contract/tasks.ts'
import type { TaskFacts } from '../domain/task/task-record.ts'

type Row = Readonly<Record<string, unknown>>

/** A task as it lies on disk: what the service said as JSON, what only this app knows in columns. */
export function toTask(row: Row): Task {
  const said = z.record(z.string(), z.unknown()).parse(JSON.parse(String(row['task'])))
  return taskSchema.parse({ ...said, kill: row['kill'], tasksAhead: row['tasks_ahead'] })
}

const factsSchema = taskDetailSchema.unwrap().omit({ task: true, history: true, asOfMs: true, staleReason: true })

export function toFacts(row: Row): TaskFacts {
  return factsSchema.parse(JSON.parse(String(row['facts'])))
}

/** Empty when the task has only been seen in lists. */
export function toHistory(row: Row): HistoryStep[] {
  return typeof row['history'] === 'string' ? z.array(historyStepSchema).parse(JSON.parse(row['history'])) : []
}
