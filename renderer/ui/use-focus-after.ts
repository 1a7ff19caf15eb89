import { useEffect, useRef, type RefObject } from 'react'

/**
 * Puts the focus somewhere when what had it has gone, as a button does that changes into another one. Answers the function
 * to call as the change is asked for.
 *
 * @param state  Whose change, once asked for, is the moment.
 */
export function useFocusAfter(state: unknown, target: RefObject<HTMLElement | null>): () => void {
  const isExpected = useRef(false)
  useEffect(() => {
    if (!isExpected.current) return
    isExpected.current = false
    const isLost = document.activeElement === null || document.activeElement === document.body
    if (isLost) target.current?.focus()
  }, [state, target])
  return () => {
    isExpected.current = true
  }
}
