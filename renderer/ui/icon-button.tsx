import { ActionIcon, Tooltip } from '@mantine/core'
import type { ReactNode } from 'react'

type IconButtonProps = {
  /** What it does: its name for assistive technology and its tooltip. */
  readonly label: string
  readonly children: ReactNode
  readonly onClick: () => void
  readonly disabled?: boolean
  readonly isBusy?: boolean
  readonly isDanger?: boolean
  /** For a button that is on or off. */
  readonly isPressed?: boolean
}

/** A button that is only an icon: named, with a tooltip, and large enough to hit. */
export function IconButton(props: IconButtonProps) {
  const { label, children, onClick, disabled = false, isBusy = false, isDanger = false, isPressed } = props
  return (
    <Tooltip label={label} openDelay={400}>
      <ActionIcon
        variant="subtle"
        color={isDanger ? 'red' : 'gray'}
        size={28}
        aria-label={label}
        aria-pressed={isPressed}
        disabled={disabled}
        loading={isBusy}
        onClick={event => {
          event.stopPropagation()
          onClick()
        }}
      >
        {children}
      </ActionIcon>
    </Tooltip>
  )
}
