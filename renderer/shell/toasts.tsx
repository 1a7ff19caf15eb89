import { Notifications } from '@mantine/notifications'
import { useEffect, useState } from 'react'
import { toastCorner, toastWidth, type ToastCorner } from './toast-corner.ts'
import classes from './toasts.module.css'

/** Sentences and notices in a corner of the window. They stay clear of the transfers and of what has the focus. */
export function Toasts() {
  const [position, setPosition] = useState<ToastCorner>('bottom-right')
  useEffect(() => {
    const look = ({ target }: FocusEvent) => {
      if (!(target instanceof HTMLElement) || target.closest('[data-toasts]')) return
      const focused = target.matches(':focus-visible') ? target.getBoundingClientRect() : null
      setPosition(toastCorner(focused, { width: window.innerWidth, height: window.innerHeight }))
    }
    document.addEventListener('focusin', look)
    return () => document.removeEventListener('focusin', look)
  }, [])
  return (
    <Notifications
      data-toasts
      position={position}
      limit={3}
      containerWidth={toastWidth}
      classNames={{ root: classes.toasts }}
    />
  )
}
