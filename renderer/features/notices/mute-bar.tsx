import { Button, Menu } from '@mantine/core'
import { IconBellOff } from '@tabler/icons-react'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { formatClock } from '../../ui/format-time.ts'
import { useFocusAfter } from '../../ui/use-focus-after.ts'
import { useNotices } from './notices-context.tsx'
import classes from './notices.module.css'

/** Whether notices come up now, and the way to change that for a while. */
export function MuteBar() {
  const { t } = useTranslation('notices')
  const { state, mute } = useNotices()
  const button = useRef<HTMLButtonElement>(null) // one after the other, in the same place
  const expectFocus = useFocusAfter(state?.mutedUntilMs === null, button)
  const change = (until: Parameters<typeof mute>[0]) => {
    expectFocus()
    mute(until)
  }
  if (!state) return null
  const { mutedUntilMs, isQuiet } = state
  if (mutedUntilMs !== null) {
    return (
      <p className={classes.muted} role="status">
        <IconBellOff size={16} aria-hidden />
        <span>{t('muted', { time: formatClock(mutedUntilMs) })}</span>
        <Button ref={button} size="compact-xs" variant="default" onClick={() => change('now')}>
          {t('unmute')}
        </Button>
      </p>
    )
  }
  return (
    <div className={classes.muted} role="status">
      {isQuiet && <IconBellOff size={16} aria-hidden />}
      {isQuiet && <span>{t('quiet')}</span>}
      <Menu position="top-start" withInitialFocusPlaceholder={false} menuItemTabIndex={0}>
        <Menu.Target>
          <Button ref={button} size="compact-xs" variant="default">
            {t('mute')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => change('in-an-hour')}>{t('muteHour')}</Menu.Item>
          <Menu.Item onClick={() => change('tomorrow')}>{t('muteTomorrow')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </div>
  )
}
