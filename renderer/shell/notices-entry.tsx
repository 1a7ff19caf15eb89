import { UnstyledButton } from '@mantine/core'
import { IconBell, IconBellRinging } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useBell } from '../features/notices/bell-label.ts'
import { formatCount } from '../ui/format-count.ts'
import { IconButton } from '../ui/icon-button.tsx'
import classes from './sidebar.module.css'

/** The bell in the sidebar, with the number of unread notices. Red where one of them is a failure. */
export function NoticesEntry({ onClick }: { readonly onClick: () => void }) {
  const { t } = useTranslation('notices')
  const { unread, hasFailures, label } = useBell()
  return (
    <UnstyledButton className={classes.entry} aria-label={label} onClick={onClick}>
      <Bell isRinging={unread > 0} size={16} />
      <span>{t('bell')}</span>
      {unread > 0 && (
        <span className={classes.badge} data-tone={hasFailures ? 'danger' : undefined}>
          {formatCount(unread)}
        </span>
      )}
    </UnstyledButton>
  )
}

/** The bell where there is no sidebar. */
export function NoticesButton({ onClick }: { readonly onClick: () => void }) {
  const { unread, label } = useBell()
  return (
    <IconButton label={label} onClick={onClick}>
      <Bell isRinging={unread > 0} size={20} />
    </IconButton>
  )
}

function Bell({ isRinging, size }: { readonly isRinging: boolean; readonly size: number }) {
  return isRinging ? <IconBellRinging size={size} aria-hidden /> : <IconBell size={size} aria-hidden />
}
