import type { Emit, Events } from '../contract/define.ts'

/** Hears every event, as it goes over the wire. */
export type EventListener = (name: string, value: unknown) => void

export type EventHub<E extends Events> = {
  readonly emit: Emit<E>
  /** Answers a function that ends the subscription; idempotent. */
  subscribe(listener: EventListener): () => void
}

/** Hands events from services to windows. Values are parsed, so that nothing beyond the contract ever leaves. */
export function createEventHub<E extends Events>(events: E): EventHub<E> {
  const listeners = new Set<EventListener>()
  return {
    emit(name, value) {
      if (listeners.size === 0) return
      const parsed: unknown = events[name]?.parse(value)
      for (const listener of listeners) listener(name, parsed)
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
