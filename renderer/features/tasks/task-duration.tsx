import type { Task } from '../../../app/contract/tasks.ts'
import { runningSeconds } from '../../../app/domain/task/running-seconds.ts'
import { formatDuration } from '../../ui/format-duration.ts'
import { useNow } from '../../ui/use-now.ts'
import { NotThere } from './not-there.tsx'

/** How long a task has been on a machine. Ticks each second by this computer's clock while it is. */
export function TaskDuration({ task }: { readonly task: Task }) {
  if (!task.isTerminated && task.startedAtMs !== null) return <TickingDuration task={task} />
  const seconds = runningSeconds(task, 0)
  return seconds === null ? <NotThere /> : formatDuration(seconds)
}

function TickingDuration({ task }: { readonly task: Task }) {
  return formatDuration(runningSeconds(task, useNow()) ?? 0)
}
