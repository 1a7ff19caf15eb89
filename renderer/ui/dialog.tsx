import { Modal, type ModalProps } from '@mantine/core'
import { useEffect, useState } from 'react'

/** A dialog that is there only while it is open. When it goes, the focus is where it was before. */
export function Dialog(props: Omit<ModalProps, 'opened'>) {
  const [asker] = useState(() => openerOf(document.activeElement)) // an item of a menu is gone a moment later
  useEffect(() => {
    // A dialog in whose place this one came has given the focus back by now.
    const opener = asker?.isConnected === true ? asker : openerOf(document.activeElement)
    return () => {
      // Whoever took the focus meanwhile keeps it.
      if (document.activeElement === document.body) opener?.focus({ preventScroll: true })
    }
  }, [asker])
  return <Modal opened {...props} />
}

/** What has the focus; of an item of a menu, which goes with its menu, the button that opened that. */
function openerOf(focused: Element | null): HTMLElement | null {
  const menuButton = focused?.closest('[role=menu]')?.getAttribute('aria-labelledby') ?? ''
  const opener = document.getElementById(menuButton) ?? focused
  return opener instanceof HTMLElement ? opener : null
}
