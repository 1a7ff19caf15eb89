import { useLocalStorage } from '@mantine/hooks'
import { useEffect } from 'react'
import { releasesSince } from '../../../app/domain/updates/changelog.ts'
import { useVersion } from './use-updates.ts'
import { releases, WhatsNewDialog } from './whats-new-dialog.tsx'

/** Shows once after an update what is new since the version before. Somebody who begins has seen nothing to compare. */
export function NewsAfterUpdate() {
  const version = useVersion()
  const [seen, setSeen] = useLocalStorage<string | null>({
    key: 'seen-version',
    defaultValue: null,
    getInitialValueInEffect: false,
  })
  useEffect(() => {
    if (version !== null && seen === null) setSeen(version)
  }, [version, seen, setSeen])
  if (version === null || seen === null || seen === version) return null
  return <WhatsNewDialog isOpen shown={releasesSince(releases, seen)} onClose={() => setSeen(version)} />
}
