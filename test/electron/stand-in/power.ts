import { EventEmitter } from 'node:events'

/**
 * Follows https://www.electronjs.org/docs/latest/api/power-monitor. The machine never sleeps by itself: a test emits
 * `suspend`, `resume`, `shutdown` and the like.
 */
export const powerMonitor = new EventEmitter()

const blockers = new Set<number>()
let lastId = 0

/** Follows https://www.electronjs.org/docs/latest/api/power-save-blocker. */
export const powerSaveBlocker = {
  start(type: string): number {
    if (type !== 'prevent-app-suspension' && type !== 'prevent-display-sleep') throw new TypeError(`No type ${type}`)
    blockers.add(++lastId)
    return lastId
  },
  stop: (id: number): boolean => blockers.delete(id),
}
