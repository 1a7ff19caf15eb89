import type { ReactNode } from 'react'
import classes from './empty-state.module.css'

type EmptyStateProps = {
  readonly icon?: ReactNode
  /** One sentence: why there is nothing here. */
  readonly message: string
  /** More about it, where one sentence does not do. */
  readonly children?: ReactNode
  /** At most one button. */
  readonly action?: ReactNode
}

/** Stands where content would: says why there is none and what to do. */
export function EmptyState({ icon, message, children, action }: EmptyStateProps) {
  return (
    <div className={classes.root}>
      {icon !== undefined && (
        <div className={classes.icon} aria-hidden>
          {icon}
        </div>
      )}
      <p className={classes.message}>{message}</p>
      {children !== undefined && <div className={classes.more}>{children}</div>}
      {action}
    </div>
  )
}
