import { useEffect, useRef } from 'react'
import type { CommandName } from '../../app/contract/commands.ts'
import { commandOfStroke } from '../../app/domain/desktop/command-keys.ts'
import { isMac } from './is-mac.ts'

/**
 * Carries out the window's shortcuts. `act` answers whether it did anything: else the key keeps its meaning. A key that
 * acted here never reaches the application menu, which shows the same one.
 */
export function useShortcuts(isSingleKeys: boolean, act: (command: CommandName) => boolean): void {
  const latest = useRef(act)
  useEffect(() => {
    latest.current = act
  })
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || isInOverlay(event.target)) return
      const command = commandOfStroke(event, { isMac, isTyping: isTyping(event.target), isSingleKeys })
      if (command !== null && latest.current(command)) event.preventDefault()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [isSingleKeys])
}

/** What lies above the window has its own keys. */
export function isInOverlay(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[role="dialog"], [role="menu"], [role="listbox"]') !== null
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.matches('input, textarea, select') || target.isContentEditable)
}
