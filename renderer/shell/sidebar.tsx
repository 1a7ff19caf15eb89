import { UnstyledButton } from '@mantine/core'
import { IconArrowsDown, IconKeyboard, IconReceipt2, IconSettings } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Profile } from '../../app/contract/session.ts'
import { ProfileMenu } from '../features/session/profile-menu.tsx'
import { useSettings } from '../features/settings/settings-context.tsx'
import { TaskNavigation } from '../features/tasks/task-navigation.tsx'
import { useTransfers } from '../features/transfers/transfers-context.tsx'
import { formatCount } from '../ui/format-count.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { NoticesEntry } from './notices-entry.tsx'
import classes from './sidebar.module.css'

type SidebarProps = {
  readonly profile: Profile
  readonly onNavigate: () => void
  readonly onOpenSettings: () => void
  readonly onOpenHelp: () => void
  readonly onOpenLedger: () => void
  readonly onOpenNotices: () => void
  readonly onShowTransfers: () => void
}

/** Whose account, which tasks, and the ways to everything else. */
export function Sidebar(props: SidebarProps) {
  const { profile, onNavigate, onOpenSettings, onOpenHelp, onOpenLedger, onOpenNotices, onShowTransfers } = props
  const { t } = useTranslation('shell')
  const { app } = useSettings()
  return (
    <div className={classes.root}>
      <ProfileMenu profile={profile} onOpenSettings={onOpenSettings} />
      <div className={classes.navigation}>
        <TaskNavigation onNavigate={onNavigate} />
      </div>
      <div className={classes.foot}>
        <NoticesEntry onClick={onOpenNotices} />
        <TransfersEntry onClick={onShowTransfers} />
        <UnstyledButton className={classes.entry} onClick={onOpenLedger}>
          <IconReceipt2 size={16} aria-hidden />
          <span>{t('sidebar.ledger')}</span>
        </UnstyledButton>
        <div className={classes.tools}>
          {app?.shell === 'web' && (
            <span className={classes.host} title={t('sidebar.hostName', { hostName: app.hostName })}>
              {app.hostName}
            </span>
          )}
          <IconButton label={t('sidebar.help')} onClick={onOpenHelp}>
            <IconKeyboard size={18} />
          </IconButton>
          <IconButton label={t('sidebar.settings')} onClick={onOpenSettings}>
            <IconSettings size={18} />
          </IconButton>
        </div>
      </div>
    </div>
  )
}

function TransfersEntry({ onClick }: { readonly onClick: () => void }) {
  const { t } = useTranslation('shell')
  const count = useTransfers(state => state.order.length)
  return (
    <UnstyledButton className={classes.entry} onClick={onClick}>
      <IconArrowsDown size={16} aria-hidden />
      <span>{t('sidebar.transfers')}</span>
      {count > 0 && <span className={classes.count}>{formatCount(count)}</span>}
    </UnstyledButton>
  )
}
