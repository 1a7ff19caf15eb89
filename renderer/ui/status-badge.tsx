import type { ReactNode } from 'react'
import classes from './status-badge.module.css'

/** The colour a state is shown in. Never the only sign: word and icon say the same. */
export type Tone = 'neutral' | 'progress' | 'success' | 'warning' | 'danger'

type StatusBadgeProps = {
  readonly tone: Tone
  readonly label: string
  readonly icon: ReactNode
  readonly title?: string
}

/** A state in a word, an icon and a colour. */
export function StatusBadge({ tone, label, icon, title }: StatusBadgeProps) {
  return (
    <span className={classes.root} data-tone={tone} title={title}>
      <span className={classes.icon} aria-hidden>
        {icon}
      </span>
      <span className={classes.label}>{label}</span>
    </span>
  )
}
