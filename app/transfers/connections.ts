import type { Clock } from '../domain/clock.ts'
import { adaptConnections, connectionRoundMs, startConnections } from '../domain/transfer/adapt-connections.ts'

/** Answers that wait to be put away while every connection brings another one: each is taken into memory. */
const longestLine = 2

/** As many loops that carry out requests as bring the most. */
export interface Connections {
  /** Starts the first loops. Idempotent. */
  start(): void
  /** Counts what the round brings. */
  arrived(bytes: number): void
  failed(): void
  /** Whether one more request may go while so many are on their way or not put away yet. */
  admits(outstanding: number): boolean
  /** No more loops. Resolves once all have ended; the work they wait for has to be ended by somebody else. */
  stop(): Promise<void>
}

/**
 * @param most  At most so many at the same time.
 * @param work  Carries out one request after the other, as long as it is told to go on.
 */
export function createConnections(
  clock: Clock,
  most: number,
  work: (goesOn: () => boolean) => Promise<void>,
): Connections {
  const loops = new Set<Promise<void>>()
  let state = startConnections(most)
  let round = startRound(clock.monotonicMs())
  let cancelRound: (() => void) | undefined
  let isStopped = false

  const fill = (): void => {
    while (loops.size < state.connections) {
      const loop: Promise<void> = work(() => loops.size <= state.connections && !isStopped).finally(() => {
        loops.delete(loop)
      })
      loops.add(loop)
    }
  }
  const endRound = (): void => {
    const nowMs = clock.monotonicMs()
    const seconds = Math.max(nowMs - round.sinceMs, 1) / 1000
    state = adaptConnections(state, { ...round, bytesPerSecond: round.bytes / seconds }, most)
    round = startRound(nowMs)
    fill()
    beginRound()
  }
  const beginRound = (): void => {
    cancelRound = clock.after(connectionRoundMs, endRound)
  }
  return {
    start() {
      if (isStopped || cancelRound) return
      beginRound()
      fill()
    },
    arrived: bytes => (round.bytes += bytes),
    failed: () => round.failures++,
    admits(outstanding) {
      const isAdmitted = outstanding < state.connections + longestLine
      round.isHeldBack ||= !isAdmitted
      return isAdmitted
    },
    async stop() {
      isStopped = true
      cancelRound?.()
      await Promise.all(loops)
    },
  }
}

function startRound(sinceMs: number) {
  return { bytes: 0, failures: 0, isHeldBack: false, sinceMs }
}
