import type { Clock } from '../domain/clock.ts'
import type { WorkUnit } from '../domain/transfer/plan-units.ts'

/** A request still to be sent, and how often it failed while others did not. */
export type QueuedUnit = { readonly id: number; readonly unit: WorkUnit; readonly failures: number }

/** Hands out requests, one at a time, to as many takers as there are connections. */
export interface UnitQueue {
  add(units: readonly WorkUnit[]): void
  /** The next request; waits for one. Undefined once the queue is closed. */
  take(): Promise<QueuedUnit | undefined>
  /** A request that was taken is answered: it comes no more. */
  finish(unit: QueuedUnit): void
  /** Gives back a request that was taken: it comes next, after the delay. */
  giveBack(unit: QueuedUnit, delayMs: number): void
  /** Takes out what does not satisfy the condition. */
  keep(condition: (unit: WorkUnit) => boolean): void
  /** Nothing is handed out until `release`. Both idempotent. */
  hold(): void
  release(): void
  /** Whether nothing is ready, nothing comes back later, and nothing is taken and unanswered. */
  isEmpty(): boolean
  close(): void
}

export function createUnitQueue(clock: Pick<Clock, 'after'>): UnitQueue {
  let ready: QueuedUnit[] = [] // the next one last: a large archive has a hundred thousand
  let takers: ((unit: QueuedUnit | undefined) => void)[] = []
  const delayed = new Map<QueuedUnit, () => void>()
  const taken = new Set<number>()
  let isHeld = false
  let isClosed = false
  let lastId = 0

  const serve = (): void => {
    while (!isHeld && takers.length > 0) {
      const next = ready.pop()
      if (!next) return
      taken.add(next.id)
      takers.shift()?.(next)
    }
  }
  return {
    add(units) {
      const added = units.map(unit => ({ id: ++lastId, unit, failures: 0 }))
      ready = added.reverse().concat(ready)
      serve()
    },
    take() {
      if (isClosed) return Promise.resolve(undefined)
      const { promise, resolve } = Promise.withResolvers<QueuedUnit | undefined>()
      takers.push(resolve)
      serve()
      return promise
    },
    finish: ({ id }) => taken.delete(id),
    giveBack(unit, delayMs) {
      taken.delete(unit.id)
      if (isClosed) return
      const comeBack = (): void => {
        delayed.delete(unit)
        ready.push(unit)
        serve()
      }
      if (delayMs <= 0) comeBack()
      else delayed.set(unit, clock.after(delayMs, comeBack))
    },
    keep(condition) {
      ready = ready.filter(({ unit }) => condition(unit))
      for (const [queued, cancel] of delayed) {
        if (condition(queued.unit)) continue
        cancel()
        delayed.delete(queued)
      }
    },
    hold: () => (isHeld = true),
    release() {
      isHeld = false
      serve()
    },
    isEmpty: () => ready.length === 0 && delayed.size === 0 && taken.size === 0,
    close() {
      isClosed = true
      for (const cancel of delayed.values()) cancel()
      delayed.clear()
      for (const resolve of takers) resolve(undefined)
      takers = []
    },
  }
}
