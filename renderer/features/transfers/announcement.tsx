import { VisuallyHidden } from '@mantine/core'
import { useEffect, useState } from 'react'

const pauseMs = 5000

/** Reads a changing text out to assistive technology, at most every five seconds and never twice the same. */
export function Announcement({ text }: { readonly text: string }) {
  const [spoken, setSpoken] = useState({ text, atMs: -Infinity })
  useEffect(() => {
    if (text === spoken.text) return
    const waitMs = Math.max(0, spoken.atMs + pauseMs - performance.now())
    const timer = setTimeout(() => setSpoken({ text, atMs: performance.now() }), waitMs)
    return () => clearTimeout(timer)
  }, [text, spoken])
  return (
    <VisuallyHidden role="status" aria-live="polite">
      {spoken.text}
    </VisuallyHidden>
  )
}
