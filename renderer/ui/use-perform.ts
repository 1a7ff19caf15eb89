import { useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { problemOf, type Problem } from './problem.ts'

export type Performing = {
  /** Starts a command. A second one while the first is under way is ignored, as for a double click. */
  readonly run: (command: () => Promise<unknown>) => void
  readonly isBusy: boolean
  /** Why the last command failed; null until one does, and again as soon as the next one starts. */
  readonly problem: Problem | null
  readonly clear: () => void
}

/** Runs commands of one place in the window, and keeps what that place shows: busy, or why it failed. */
export function usePerform(): Performing {
  const { t } = useTranslation('ui')
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const underWay = useRef(false)
  const isMounted = useMounted()
  const unexpected = t('unexpected')

  const run = useCallback(
    (command: () => Promise<unknown>) => {
      if (underWay.current) return
      underWay.current = true
      setBusy(true)
      setProblem(null)
      const finish = (failed: Problem | null) => {
        underWay.current = false
        if (!isMounted.current) return
        setBusy(false)
        setProblem(failed)
      }
      command().then(
        () => finish(null),
        (thrown: unknown) => finish(problemOf(thrown, unexpected)),
      )
    },
    [isMounted, unexpected],
  )
  const clear = useCallback(() => setProblem(null), [])
  return { run, isBusy, problem, clear }
}

function useMounted(): { readonly current: boolean } {
  const isMounted = useRef(false)
  useEffect(() => {
    isMounted.current = true
    return () => {
      isMounted.current = false
    }
  }, [])
  return isMounted
}
