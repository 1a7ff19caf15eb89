import { useEffect, useState } from 'react'
import type { AppInfo, Settings } from '../../../app/contract/app-info.ts'
import type { AppClient } from '../../../app/contract/contract.ts'
import type { UpdateState } from '../../../app/contract/updates.ts'
import { useBridge } from '../../bridge/bridge-context.tsx'
import { useMirrored } from '../../bridge/use-mirrored.ts'

const loadUpdates = (api: AppClient) => api.getUpdates({})
const loadSettings = (api: AppClient) => api.getSettings({})

/** How it stands with newer versions. Null until the core has told. */
export function useUpdates(): { readonly state: UpdateState; readonly wanted: Settings['checkForUpdates'] } | null {
  const updates = useMirrored('updatesChanged', loadUpdates)
  const settings = useMirrored('settingsChanged', loadSettings)
  if (updates.value === null || settings.value === null) return null
  return { state: updates.value, wanted: settings.value.checkForUpdates }
}

/** The version of this program. Null until the core has told. */
export function useVersion(): AppInfo['version'] | null {
  const { api } = useBridge()
  const [version, setVersion] = useState<string | null>(null)
  useEffect(() => {
    // A failure shows where the settings are loaded: both come from the same core.
    api.getAppInfo({}).then(
      info => setVersion(info.version),
      () => setVersion(null),
    )
  }, [api])
  return version
}
