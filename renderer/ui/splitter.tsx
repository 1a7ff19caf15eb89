import { useState, type KeyboardEvent, type PointerEvent } from 'react'
import classes from './splitter.module.css'

type SplitterProps = {
  readonly label: string
  /** Size in pixels of the part that it resizes. */
  readonly size: number
  readonly min: number
  readonly max: number
  /** Lies between columns or between rows. */
  readonly between: 'columns' | 'rows'
  /** True where the resized part lies before it: left or above. */
  readonly isAfter: boolean
  readonly onResize: (size: number) => void
}

const keyStep = 16

/** A border to drag, or to move by arrow keys. */
export function Splitter({ label, size, min, max, between, isAfter, onResize }: SplitterProps) {
  const [origin, setOrigin] = useState<{ readonly at: number; readonly size: number } | null>(null)
  const place = (event: PointerEvent) => (between === 'columns' ? event.clientX : event.clientY)
  const resize = (next: number) => onResize(Math.round(Math.min(max, Math.max(min, next))))
  const direction = isAfter ? 1 : -1

  const onKeyDown = (event: KeyboardEvent) => {
    const steps = between === 'columns' ? { ArrowLeft: -1, ArrowRight: 1 } : { ArrowUp: -1, ArrowDown: 1 }
    const step = (steps as Readonly<Record<string, number>>)[event.key]
    if (step === undefined) return
    event.preventDefault()
    resize(size + step * keyStep * direction)
  }
  return (
    <div
      role="separator"
      tabIndex={0}
      aria-label={label}
      aria-orientation={between === 'columns' ? 'vertical' : 'horizontal'}
      aria-valuenow={size}
      aria-valuemin={min}
      aria-valuemax={max}
      className={classes.root}
      data-between={between}
      onKeyDown={onKeyDown}
      onPointerDown={event => {
        event.currentTarget.setPointerCapture(event.pointerId)
        setOrigin({ at: place(event), size })
      }}
      onPointerMove={event => {
        if (origin) resize(origin.size + (place(event) - origin.at) * direction)
      }}
      onPointerUp={() => setOrigin(null)}
      onPointerCancel={() => setOrigin(null)}
    />
  )
}
