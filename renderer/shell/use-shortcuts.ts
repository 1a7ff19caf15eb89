import { useEffect, useRef } from 'react'
import { commandOf, type Command } from './shortcuts.ts'

/** Carries out the window's shortcuts. `act` answers whether it did anything: else the key keeps its meaning. */
export function useShortcuts(isSingleKeys: boolean, act: (command: Command, event: KeyboardEvent) => boolean): void {
  const latest = useRef(act)
  useEffect(() => {
    latest.current = act
  })
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || isInDialog(event.target)) return
      const command = commandOf(event, isTyping(event.target), isSingleKeys)
      if (command !== null && latest.current(command, event)) event.preventDefault()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [isSingleKeys])
}

function isInDialog(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[role="dialog"], [role="menu"], [role="listbox"]') !== null
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.matches('input, textarea, select') || target.isContentEditable)
}
