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
  /** Whether one more may be on its way or wait to be put away, besides so many. */
  admits(outstanding: number): boolean
  /** No more loops. Resolves once all have ended; the work they wait for has to be ended by somebody else. */
  stop(): Promise<void>
}

type Work = {
  readonly most: number // at the same time
  /** Carries out one request after the other, as long as it is told to go on. */
  readonly carryOut: (goesOn: () => boolean) => Promise<void>
  /** Whether requests wait at this moment because what came is not put away yet. */
  readonly isHeldBack: () => boolean
}

export function createConnections(clock: Clock, { most, carryOut, isHeldBack }: Work): Connections {
  const loops = new Set<Promise<void>>()
  let state = startConnections(most)
  let round = { bytes: 0, failures: 0, sinceMs: clock.monotonicMs() }
  let cancelRound: (() => void) | undefined
  let isStopped = false

  const fill = (): void => {
    while (loops.size < state.connections) {
      const loop: Promise<void> = carryOut(() => loops.size <= state.connections && !isStopped).finally(() => {
        loops.delete(loop)
      })
      loops.add(loop)
    }
  }
  const endRound = (): void => {
    const nowMs = clock.monotonicMs()
    const seconds = Math.max(nowMs - round.sinceMs, 1) / 1000
    const brought = { bytesPerSecond: round.bytes / seconds, failures: round.failures, isHeldBack: isHeldBack() }
    state = adaptConnections(state, brought, most)
    round = { bytes: 0, failures: 0, sinceMs: nowMs }
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
    admits: outstanding => outstanding < state.connections + longestLine,
    async stop() {
      isStopped = true
      cancelRound?.()
      await Promise.all(loops)
    },
  }
}
