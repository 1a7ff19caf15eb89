import { useEffect, useRef, type RefObject } from 'react'

/**
 * Keeps the focus near a row of a list that is removed by a button of its own: the first button of the next row that is
 * there then, else of the one before, else what is marked `data-heading` around the list. Answers the function to call as
 * the removal is asked for.
 */
export function useFocusWhenGone(row: RefObject<HTMLElement | null>): () => void {
  const heirs = useRef<readonly HTMLElement[]>([])
  useEffect(
    () => () => {
      const isLost = document.activeElement === null || document.activeElement === document.body
      if (isLost) heirs.current.find(heir => heir.isConnected)?.focus()
    },
    [],
  )
  return () => {
    heirs.current = row.current ? heirsOf(row.current) : []
  }
}

function heirsOf(row: HTMLElement): readonly HTMLElement[] {
  const siblings = Array.from(row.parentElement?.children ?? [])
  const at = siblings.indexOf(row)
  const neighbours = [...siblings.slice(at + 1), ...siblings.slice(0, at).toReversed()]
  const buttons = neighbours.flatMap(sibling => sibling.querySelector('button') ?? [])
  const heading = headingAround(row.parentElement)
  return heading ? [...buttons, heading] : buttons
}

function headingAround(element: HTMLElement | null): HTMLElement | null {
  if (element === null) return null
  return element.querySelector<HTMLElement>('[data-heading]') ?? headingAround(element.parentElement)
}
