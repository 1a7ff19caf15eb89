import { useEffect, useState } from 'react'
import type { Task } from '../../../app/contract/tasks.ts'
import { useBridge } from '../../bridge/bridge-context.tsx'
import { isArchiveGone } from './archive-gone.ts'
import { readLogEnd, type LogEnd, type LogName } from './read-log-end.ts'
import { useArchive } from './use-archive.ts'

type Shown =
  | LogEnd
  | { readonly state: 'reading' }
  | { readonly state: 'none'; readonly reason: string } // the task has no archive
  | { readonly state: 'failed'; readonly problem: unknown }

const reading: Shown = { state: 'reading' }

/** The end of one log of a task. Opens the archive, unless it stands open already, and reads that entry. */
export function useLogEnd(task: Pick<Task, 'id' | 'isTerminated'>, name: LogName): { shown: Shown; retry: () => void } {
  const { api } = useBridge()
  const { place, reopen } = useArchive({ taskId: task.id, kind: 'output' }, task.isTerminated)
  const [attempt, setAttempt] = useState(0)
  const [shown, setShown] = useState<Shown>(reading)
  const summary = place.state === 'open' ? place.files.summary : null

  useEffect(() => {
    if (!summary) return
    let isWanted = true
    const keep = (next: Shown) => {
      if (isWanted) setShown(next)
    }
    readLogEnd(api, summary, name).then(keep, (problem: unknown) => keep({ state: 'failed', problem }))
    return () => {
      isWanted = false
    }
  }, [api, summary, name, attempt])

  const readAgain = () => {
    setShown(reading)
    if (shown.state === 'failed' && isArchiveGone(shown.problem)) reopen()
    else setAttempt(count => count + 1)
  }
  if (place.state === 'opening') return { shown: reading, retry: reopen }
  return place.state === 'open' ? { shown, retry: readAgain } : { shown: place, retry: reopen }
}
