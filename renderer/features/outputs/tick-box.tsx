import { useEffect, useRef } from 'react'
import classes from './entry-grid.module.css'
import type { Tick } from './selection.ts'

type TickBoxProps = {
  readonly tick: Tick
  readonly label: string
  readonly isDisabled?: boolean
  readonly onToggle: () => void
}

/** A box with three states. Within a table it stands beside the table's own keyboard: Space ticks the row. */
export function TickBox({ tick, label, isDisabled = false, onToggle }: TickBoxProps) {
  const box = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (box.current) box.current.indeterminate = tick === 'some' // no attribute exists for it
  }, [tick])
  return (
    <input
      ref={box}
      type="checkbox"
      tabIndex={-1}
      className={classes.tick}
      aria-label={label}
      aria-checked={tick === 'some' ? 'mixed' : undefined}
      checked={tick === 'all'}
      disabled={isDisabled}
      onChange={onToggle}
      onClick={event => event.stopPropagation()}
      onDoubleClick={event => event.stopPropagation()}
    />
  )
}
