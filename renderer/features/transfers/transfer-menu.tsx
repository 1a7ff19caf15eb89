import { ActionIcon, Kbd, Menu } from '@mantine/core'
import {
  IconArrowBarToDown,
  IconArrowBarToUp,
  IconArrowDown,
  IconArrowUp,
  IconDots,
  IconGauge,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { QueueMove, QueuePosition } from './queue-line.ts'

type TransferMenuProps = {
  readonly title: string
  readonly position: QueuePosition
  readonly onMove: (to: QueueMove) => void
  readonly onAskLimit?: () => void // left out where there is no limit to set
}

const moves = [
  ['first', IconArrowBarToUp, null],
  ['up', IconArrowUp, '↑'],
  ['down', IconArrowDown, '↓'],
  ['last', IconArrowBarToDown, null],
] as const

/** What can be done with an unfinished transfer beyond its buttons. */
export function TransferMenu({ title, position, onMove, onAskLimit }: TransferMenuProps) {
  const { t } = useTranslation('transfers')
  const { number, total } = position
  return (
    // The first item has the focus at once; a menu may hold nothing that is no item, as the usual placeholder is none.
    <Menu position="bottom-end" withInitialFocusPlaceholder={false} menuItemTabIndex={0}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size={28} aria-label={t('more', { title })}>
          <IconDots size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {moves.map(([to, Icon, key]) => (
          <Menu.Item
            key={to}
            leftSection={<Icon size={14} aria-hidden />}
            rightSection={key !== null && <Kbd size="xs">Alt+{key}</Kbd>}
            disabled={to === 'first' || to === 'up' ? number === 1 : number === total}
            onClick={() => onMove(to)}
          >
            {t(`move.${to}`)}
          </Menu.Item>
        ))}
        {onAskLimit && <Menu.Divider />}
        {onAskLimit && (
          <Menu.Item leftSection={<IconGauge size={14} aria-hidden />} onClick={onAskLimit}>
            {t('limit.ask')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}
