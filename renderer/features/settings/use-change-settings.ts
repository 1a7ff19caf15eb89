import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Settings } from '../../../app/contract/app-info.ts'
import { useBridge } from '../../bridge/bridge-context.tsx'
import { perform } from '../../ui/perform.ts'
import type { Problem } from '../../ui/problem.ts'
import { useSettings } from './settings-context.tsx'

export type ChangingSettings = {
  /** Asks the core to change these, and shows what it answers. Also while it has not answered an earlier change. */
  readonly change: (changes: Partial<Settings>) => void
  /**
   * What was asked for and is not answered yet. A setting of several parts is shown and changed as it is here, where it
   * is: the next change would else take the one before it back.
   */
  readonly asked: Partial<Settings>
  /** Why the last change that failed did; null as soon as another one is made. */
  readonly problem: Problem | null
}

/** Changes settings for one place in the window, which shows why a change failed. */
export function useChangeSettings(): ChangingSettings {
  const { t } = useTranslation('ui')
  const { api } = useBridge()
  const { accept } = useSettings().settings
  const [waiting, setWaiting] = useState<readonly Partial<Settings>[]>([])
  const [problem, setProblem] = useState<Problem | null>(null)
  const unexpected = t('unexpected')
  const change = useCallback(
    (changes: Partial<Settings>) => {
      const answered = () => setWaiting(before => before.filter(other => other !== changes))
      setProblem(null)
      setWaiting(before => [...before, changes])
      perform(api.updateSettings(changes).then(accept).finally(answered), unexpected, setProblem)
    },
    [api, accept, unexpected],
  )
  return { change, asked: Object.assign({}, ...waiting) as Partial<Settings>, problem }
}
