import type { Settings } from '../../../app/contract/app-info.ts'
import { useBridge } from '../../bridge/bridge-context.tsx'
import type { Problem } from '../../ui/problem.ts'
import { usePerform } from '../../ui/use-perform.ts'
import { useSettings } from './settings-context.tsx'

export type ChangingSettings = {
  /** Asks the core to change these, and shows what it answers. */
  readonly change: (changes: Partial<Settings>) => void
  readonly problem: Problem | null
}

/** Changes settings for one place in the window, which shows why a change failed. */
export function useChangeSettings(): ChangingSettings {
  const { api } = useBridge()
  const { settings } = useSettings()
  const { run, problem } = usePerform()
  return { change: changes => run(() => api.updateSettings(changes).then(settings.accept)), problem }
}
