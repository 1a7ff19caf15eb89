import { useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { KillResult, Task, TaskId } from '../../../app/contract/tasks.ts'
import { useBridge } from '../../bridge/bridge-context.tsx'
import { perform } from '../../ui/perform.ts'
import { problemOf, type Problem } from '../../ui/problem.ts'
import { everything } from './task-view.ts'
import { findTask, findTasks } from './find-tasks.ts'
import { useTasksChanged } from './use-tasks-changed.ts'

/** How far the kill of one task is. */
export type KillProgress =
  | { readonly state: 'asking' }
  | { readonly state: 'requested' }
  | { readonly state: 'ended'; readonly statusAlias: string }
  | { readonly state: 'already-ended'; readonly statusAlias: string | null }
  | { readonly state: 'failed'; readonly problem: Problem | null }

export type Killing = {
  /** The active ones among the tasks in question; null while they are looked up. */
  readonly tasks: readonly Task[] | null
  /** Empty until the kill is confirmed. */
  readonly progress: ReadonlyMap<TaskId, KillProgress>
  readonly problem: Problem | null
  readonly confirm: () => void
}

type Progress = ReadonlyMap<TaskId, KillProgress>

/** Looks up what is to be killed, asks for it once when confirmed, and follows each task to its end. */
export function useKilling(ids: readonly TaskId[]): Killing {
  const { t } = useTranslation('ui')
  const { api } = useBridge()
  const [tasks, setTasks] = useState<readonly Task[] | null>(null)
  const [progress, setProgress] = useState<Progress>(new Map())
  const [problem, setProblem] = useState<Problem | null>(null)
  const unexpected = t('unexpected')

  useEffect(() => {
    // Only active tasks can be killed, and there are few of them, however many are selected.
    const active = findTasks(api, new Set(ids), { ...everything, groups: ['active'] })
    perform(active.then(setTasks), unexpected, setProblem)
  }, [api, ids, unexpected])

  const confirm = () => {
    if (tasks === null || progress.size > 0) return
    const asked = tasks.map(task => task.id)
    setProgress(new Map(asked.map(id => [id, { state: 'asking' }])))
    api.killTasks({ ids: asked }).then(
      ({ results }) => setProgress(new Map(results.map(result => [result.taskId, progressOf(result)]))),
      (thrown: unknown) => {
        setProgress(new Map())
        setProblem(problemOf(thrown, unexpected))
      },
    )
  }
  useFollowing(progress, setProgress)
  return { tasks, progress, problem, confirm }
}

function progressOf({ outcome, statusAlias, failure }: KillResult): KillProgress {
  switch (outcome) {
    case 'requested':
      return { state: 'requested' }
    case 'already-ended':
      return { state: 'already-ended', statusAlias }
    case 'failed':
      return { state: 'failed', problem: failure }
  }
}

/** Watches the mirror until every requested kill has become an end. */
function useFollowing(progress: Progress, setProgress: (change: (before: Progress) => Progress) => void): void {
  const { api } = useBridge()
  const look = useCallback(
    (id: TaskId) => {
      const end = findTask(api, id).then(task => {
        if (task?.isTerminated !== true) return
        const ended: KillProgress = { state: 'ended', statusAlias: task.statusAlias }
        setProgress(before => new Map(before).set(id, ended))
      })
      perform(end, '', () => undefined) // the next change of the mirror asks again
    },
    [api, setProgress],
  )
  useTasksChanged(
    useCallback(
      changed => {
        for (const [id, { state }] of progress) {
          if (state === 'requested' && (changed.length === 0 || changed.includes(id))) look(id)
        }
      },
      [progress, look],
    ),
  )
}
