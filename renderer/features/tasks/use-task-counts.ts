import { useCallback, useEffect, useState } from 'react'
import type { AppClient } from '../../../app/contract/contract.ts'
import type { TaskQuery } from '../../../app/contract/tasks.ts'
import { useBridge } from '../../bridge/bridge-context.tsx'
import { useTasksChanged } from './use-tasks-changed.ts'

export type TaskCounts = Awaited<ReturnType<AppClient['countTasks']>>

/** Counts for a query, kept current. Null until the first answer; the last ones stay while it asks again. */
export function useTaskCounts(query: TaskQuery): TaskCounts | null {
  const { api } = useBridge()
  const [counts, setCounts] = useState<TaskCounts | null>(null)
  const [round, setRound] = useState(0)
  useTasksChanged(useCallback(() => setRound(count => count + 1), []))
  useEffect(() => {
    let isCurrent = true
    api.countTasks({ query }).then(
      answer => {
        if (isCurrent) setCounts(answer)
      },
      () => {
        // Counts only decorate the list beside them, which asks the same core and shows why it cannot answer.
      },
    )
    return () => {
      isCurrent = false
    }
  }, [api, query, round])
  return counts
}
