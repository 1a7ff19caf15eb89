import { useSyncExternalStore } from 'react'

// One timer for the whole window: it runs while someone looks at a clock, and all clocks change together.
const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined
let nowMs = Date.now()

function tick(): void {
  nowMs = Date.now()
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  if (timer === undefined) {
    nowMs = Date.now()
    timer = setInterval(tick, 1000)
  }
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

/** The current time in milliseconds, once a second. Without the network, and stopped while nobody draws it. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => nowMs)
}
