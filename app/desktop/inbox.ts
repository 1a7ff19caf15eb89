/** Takes in what comes from outside, and keeps it until somebody can take it. */
export interface Inbox<T> {
  give(item: T): void
  /** Calls back with each item, first with those that came before. Answers a way to stop. */
  follow(listener: (item: T) => void): () => void
}

export function createInbox<T>(): Inbox<T> {
  let waiting: readonly T[] = []
  let listener: ((item: T) => void) | undefined
  return {
    give(item) {
      if (listener) listener(item)
      else waiting = [...waiting, item]
    },
    follow(follower) {
      listener = follower
      const before = waiting
      waiting = []
      before.forEach(follower)
      return () => (listener = undefined)
    },
  }
}
