import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react'
import type { AppInfo, Settings } from '../../../app/contract/app-info.ts'
import type { AppClient } from '../../../app/contract/contract.ts'
import { useBridge } from '../../bridge/bridge-context.tsx'
import { useMirrored, type Mirrored } from '../../bridge/use-mirrored.ts'

export type SettingsAndApp = {
  readonly settings: Mirrored<Settings>
  /** What the program around this window can do. Null until it has told. */
  readonly app: AppInfo | null
}

const SettingsContext = createContext<SettingsAndApp | null>(null)
const loadSettings = (api: AppClient) => api.getSettings({})

/** Keeps the settings, and what is known about the program, current for everything below. */
export function SettingsProvider({ children }: { readonly children: ReactNode }) {
  const { api } = useBridge()
  const settings = useMirrored('settingsChanged', loadSettings)
  const [app, setApp] = useState<AppInfo | null>(null)
  useEffect(() => {
    // A failure shows where settings are loaded: both come from the same core.
    api.getAppInfo({}).then(setApp, () => setApp(null))
  }, [api])
  const value = useMemo(() => ({ settings, app }), [settings, app])
  return <SettingsContext value={value}>{children}</SettingsContext>
}

export function useSettings(): SettingsAndApp {
  const settings = useContext(SettingsContext)
  if (!settings) throw new Error('useSettings needs a SettingsProvider above it')
  return settings
}
