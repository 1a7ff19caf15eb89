/** How many requests run at the same time, and what is known of how that number came about. */
export type ConnectionState = {
  readonly connections: number
  /** Connections added to see whether they bring more; 0 when nothing is being tried. */
  readonly trial: number
  /** What there was before the trial, in bytes per second. */
  readonly provenRate: number
  /** Rounds until the next decision. */
  readonly wait: number
}

/** What one round of a quarter of a second brought. */
export type ConnectionRound = {
  readonly bytesPerSecond: number
  readonly failures: number // requests that failed: connections cut, 429, 503
  readonly isHeldBack: boolean // requests wait because what came is not put away yet
}

export const connectionRoundMs = 250
export const mostConnections = 32
const fewestConnections = 2
const firstConnections = 16
/** More connections that bring less than this much more are not worth their load on the server. */
const worthwhile = 1.1
/** Rounds that new connections, also the first ones, get to come up to speed. */
const settlingRounds = 1
/** Rounds before more is tried again: the line may have become better. */
const restingRounds = 20

/** @param most At most so many, at least 1. */
export function startConnections(most: number): ConnectionState {
  return { connections: Math.min(firstConnections, most), trial: 0, provenRate: 0, wait: settlingRounds }
}

/**
 * Grows as long as growing brings more bytes, goes back where it does not, and halves when requests fail: a server that
 * asks for patience gets it. While bytes have to wait here, more connections would only bring more that wait, in memory.
 */
export function adaptConnections(state: ConnectionState, round: ConnectionRound, most: number): ConnectionState {
  const { connections, trial, provenRate, wait } = state
  const { bytesPerSecond, failures, isHeldBack } = round
  if (failures > 0) return rest(Math.max(Math.min(fewestConnections, most), Math.floor(connections / 2)))
  if (isHeldBack) return { ...state, connections: connections - trial, trial: 0, wait: settlingRounds }
  if (wait > 0) return { ...state, wait: wait - 1 }
  if (trial > 0 && bytesPerSecond < provenRate * worthwhile) return rest(connections - trial)
  const step = Math.min(connections, most - connections)
  if (step <= 0 || bytesPerSecond === 0) return rest(connections)
  return { connections: connections + step, trial: step, provenRate: bytesPerSecond, wait: settlingRounds }
}

function rest(connections: number): ConnectionState {
  return { connections, trial: 0, provenRate: 0, wait: restingRounds }
}
