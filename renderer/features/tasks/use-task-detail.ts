import { useCallback, useEffect, useRef, useState, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import type { TaskDetail, TaskId } from '../../../app/contract/tasks.ts'
import { useBridge } from '../../bridge/bridge-context.tsx'
import { perform } from '../../ui/perform.ts'
import { problemOf, type Problem } from '../../ui/problem.ts'
import { findTask } from './find-tasks.ts'
import { useTasksChanged } from './use-tasks-changed.ts'

const runningReloadMs = 15_000

export type ShownDetail = {
  /** Null until the first answer for this task. */
  readonly detail: TaskDetail | null
  readonly problem: Problem | null
  readonly reload: () => void
}

type Answer = { readonly id: TaskId; readonly detail: TaskDetail | null; readonly problem: Problem | null }

/** One task in full: asked for when it is opened, and again when the mirror says that it changed. */
export function useTaskDetail(id: TaskId): ShownDetail {
  const { t } = useTranslation('ui')
  const { api } = useBridge()
  const [answer, setAnswer] = useState<Answer>({ id, detail: null, problem: null })
  const [round, setRound] = useState(0)
  const unexpected = t('unexpected')
  const reload = useCallback(() => setRound(count => count + 1), [])
  const latest = useRef<TaskDetail | null>(null)

  useEffect(() => {
    let isCurrent = true
    const accept = (detail: TaskDetail | null, problem: Problem | null) => {
      if (!isCurrent) return
      latest.current = detail ?? latest.current
      setAnswer(before => ({ id, detail: detail ?? (before.id === id ? before.detail : null), problem }))
    }
    api.getTask({ id }).then(
      detail => accept(detail, null),
      (thrown: unknown) => accept(null, problemOf(thrown, unexpected)),
    )
    return () => {
      isCurrent = false
    }
  }, [api, id, round, unexpected])

  const shown = answer.id === id ? answer : { detail: null, problem: null }
  useReloadOnChange(id, latest, reload)
  useReloadWhileRunning(shown.detail, reload)
  return { detail: shown.detail, problem: shown.problem, reload }
}

/** The commands of a running task go on without a change that its row in the list would show. */
function useReloadWhileRunning(detail: TaskDetail | null, reload: () => void): void {
  const isRunning = detail?.task.isTerminated === false
  useEffect(() => {
    if (!isRunning) return
    const timer = setInterval(() => {
      if (document.visibilityState !== 'hidden') reload()
    }, runningReloadMs)
    return () => clearInterval(timer)
  }, [isRunning, reload])
}

/**
 * Asking for a task refreshes the mirror, which tells of a change: only a task that differs is asked for again. The
 * mirror may answer before the page has drawn the task, so it is held against the last answer, not against what is shown.
 */
function useReloadOnChange(id: TaskId, latest: RefObject<TaskDetail | null>, reload: () => void): void {
  const { api } = useBridge()
  useTasksChanged(
    useCallback(
      ids => {
        if (ids.length > 0 && !ids.includes(id)) return
        const check = findTask(api, id).then(task => {
          if (task !== null && JSON.stringify(task) !== JSON.stringify(latest.current?.task)) reload()
        })
        perform(check, '', reload) // where the mirror cannot tell, the service can
      },
      [api, id, latest, reload],
    ),
  )
}
