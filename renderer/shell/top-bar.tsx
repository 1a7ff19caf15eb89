import { Drawer } from '@mantine/core'
import { IconFlask, IconMenu2 } from '@tabler/icons-react'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Profile } from '../../app/contract/session.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { StatusBadge } from '../ui/status-badge.tsx'
import { NoticesButton } from './notices-entry.tsx'
import classes from './workspace.module.css'

type TopBarProps = {
  readonly profile: Profile
  /** Draws the navigation, and is told how to close it after a choice. */
  readonly navigation: (close: () => void) => ReactNode
  readonly onOpenNotices: () => void
}

/** Stands for the sidebar where there is no room for it. */
export function TopBar({ profile, navigation, onOpenNotices }: TopBarProps) {
  const { t } = useTranslation('shell')
  const { t: tSession } = useTranslation('session')
  const [isOpen, setOpen] = useState(false)
  const close = () => setOpen(false)
  return (
    <header className={classes.topBar}>
      <IconButton label={t('sidebar.open')} onClick={() => setOpen(true)}>
        <IconMenu2 size={20} />
      </IconButton>
      <span className={classes.topTitle}>{t('appName')}</span>
      {profile.kind === 'sample' && (
        <StatusBadge tone="warning" icon={<IconFlask size={14} />} label={tSession('account.sampleLabel')} />
      )}
      <NoticesButton onClick={onOpenNotices} />
      <Drawer
        opened={isOpen}
        onClose={close}
        size={260}
        padding={0}
        styles={{ header: { padding: '0 12px' } }}
        title={t('appName')}
        closeButtonProps={{ 'aria-label': t('sidebar.close') }}
      >
        {navigation(close)}
      </Drawer>
    </header>
  )
}
