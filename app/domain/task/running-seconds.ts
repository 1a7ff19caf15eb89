import type { Task } from '../../contract/tasks.ts'

type Times = Pick<Task, 'startedAtMs' | 'endedAtMs' | 'isTerminated' | 'durationSeconds'>

/**
 * Seconds between the moment a machine picked the task up and its end, or now while it is active. Null before that
 * moment. Ended tasks without these times answer with the duration that the service states.
 */
export function runningSeconds(task: Times, nowMs: number): number | null {
  if (task.startedAtMs === null) return task.isTerminated ? task.durationSeconds : null
  if (!task.isTerminated) return secondsBetween(task.startedAtMs, nowMs)
  return task.endedAtMs === null ? task.durationSeconds : secondsBetween(task.startedAtMs, task.endedAtMs)
}

/** Never negative: this computer's clock may run behind the service's. */
function secondsBetween(fromMs: number, toMs: number): number {
  return Math.max(0, (toMs - fromMs) / 1000)
}
