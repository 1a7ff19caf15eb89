import { statuses, type TaskStatus } from './statuses.ts'
import type { Phase, TaskPlan } from './task-plan.ts'

/** When someone asked for the end of a task, and how long that takes. Seconds from the service's start. */
export type Kill = { readonly atSeconds: number; readonly takesSeconds: number }

/** Where a task stands at one moment. */
export type TaskState = {
  readonly phases: readonly Phase[] // entered so far, oldest first, at least one
  readonly status: TaskStatus
  readonly isTerminated: boolean
  readonly hasOutput: boolean
}

export function taskStateAt(plan: TaskPlan, kill: Kill | undefined, elapsedSeconds: number): TaskState {
  const course = kill ? killedCourse(plan.phases, kill) : plan.phases
  const entered = course.filter(({ atSeconds }) => atSeconds <= elapsedSeconds)
  const phases = entered.length > 0 ? entered : course.slice(0, 1)
  const status = phases.at(-1)?.status ?? 'pending-input'
  const isTerminated = statuses[status].isTerminal
  return { phases, status, isTerminated, hasOutput: isTerminated && leavesOutput(plan, phases, kill) }
}

/** The phases before the kill, and then its own. Only what has not ended can be killed: the caller has made sure. */
function killedCourse(phases: readonly Phase[], { atSeconds, takesSeconds }: Kill): readonly Phase[] {
  const before = phases.filter(phase => phase.atSeconds <= atSeconds).map(phase => cutOperations(phase, atSeconds))
  const machineId = before.at(-1)?.machineId ?? null
  return [
    ...before,
    { status: 'pending-kill', atSeconds, machineId, operations: [] },
    { status: 'killed', atSeconds: atSeconds + takesSeconds, machineId, operations: [] },
  ]
}

function cutOperations(phase: Phase, atSeconds: number): Phase {
  const operations = phase.operations
    .filter(({ startSeconds }) => startSeconds <= atSeconds)
    .map(operation =>
      operation.endSeconds <= atSeconds
        ? operation
        : {
            ...operation,
            endSeconds: atSeconds,
            hasFailed: true,
            atEnd: { exit_code: 137, execution_time_s: atSeconds - operation.startSeconds },
          },
    )
  return { ...phase, operations }
}

/** A killed task leaves what it had computed; the others as planned. */
function leavesOutput(plan: TaskPlan, phases: readonly Phase[], kill: Kill | undefined): boolean {
  if (!kill) return plan.leavesOutput
  return phases.some(({ status }) => status === 'computation-started')
}
