import { useMantineColorScheme } from '@mantine/core'
import { useEffect } from 'react'
import { useSettings } from '../features/settings/settings-context.tsx'

/** Draws the window in the scheme that the settings name, at once and without a reload. */
export function ColorScheme() {
  const { settings } = useSettings()
  const { setColorScheme } = useMantineColorScheme()
  const scheme = settings.value?.colorScheme
  useEffect(() => {
    if (scheme !== undefined) setColorScheme(scheme)
  }, [scheme, setColorScheme])
  return null
}
