import type { Failure } from '../../contract/failures.ts'
import { retryDelayMs, retryPolicy } from './retry-policy.ts'
import type { Patience, TransferEffect, TransferEvent, TransferPhase } from './transfer-phase.ts'

export type Transition = { readonly phase: TransferPhase; readonly effects: readonly TransferEffect[] }

type At<K extends TransferPhase['kind']> = Extract<TransferPhase, { kind: K }>
type Active = At<'reading-index'> | At<'running'> | At<'waiting'> | At<'verifying'>

/**
 * The next phase of a transfer, and what is to be done. Total: an event that means nothing in a phase (a late answer
 * to a paused transfer, pausing twice) changes nothing. Neither clock nor chance: delays and jitter come with events.
 */
export function transition(phase: TransferPhase, event: TransferEvent): Transition {
  switch (phase.kind) {
    case 'queued':
      return fromQueued(phase, event)
    case 'reading-index':
    case 'running':
    case 'waiting':
    case 'verifying':
      return fromActive(phase, event)
    case 'paused':
      return fromPaused(phase, event)
    case 'done':
    case 'failed':
    case 'cancelled':
      return event.type === 'retry' ? enqueue : same(phase)
  }
}

const enqueue: Transition = { phase: { kind: 'queued' }, effects: [{ type: 'enqueue' }] }
const same = (phase: TransferPhase): Transition => ({ phase, effects: [] })
const stopIn = (phase: TransferPhase): Transition => ({ phase, effects: [{ type: 'stop' }] })

function fromQueued(phase: At<'queued'>, event: TransferEvent): Transition {
  switch (event.type) {
    case 'start':
      return { phase: { kind: 'reading-index', quietRounds: 0, rereads: 0 }, effects: [{ type: 'read-index' }] }
    case 'pause':
      return same({ kind: 'paused' })
    case 'cancel':
      return { phase: { kind: 'cancelled' }, effects: [{ type: 'discard' }] }
    case 'restart':
      return enqueue
    case 'failed':
      return same({ kind: 'failed', failure: event.failure })
    default:
      return same(phase)
  }
}

function fromPaused(phase: At<'paused'>, event: TransferEvent): Transition {
  switch (event.type) {
    case 'resume':
    case 'retry':
      return enqueue
    case 'cancel':
      return { phase: { kind: 'cancelled' }, effects: [{ type: 'discard' }] }
    default:
      return same(phase)
  }
}

/** What every phase at work has in common; the rest is each phase's own. */
function fromActive(phase: Active, event: TransferEvent): Transition {
  switch (event.type) {
    case 'pause':
      return stopIn({ kind: 'paused' })
    case 'yield':
    case 'suspend':
      return stopIn({ kind: 'queued' })
    case 'restart':
      return enqueue
    case 'cancel':
      return { phase: { kind: 'cancelled' }, effects: [{ type: 'stop' }, { type: 'discard' }] }
    case 'failed':
      return stopIn({ kind: 'failed', failure: event.failure })
    case 'object-changed':
      return fromChanged(phase, event.failure)
    case 'entry-damaged':
      return fromDamaged(phase, event)
    default:
      return fromOwnPhase(phase, event)
  }
}

function fromOwnPhase(phase: Active, event: TransferEvent): Transition {
  switch (phase.kind) {
    case 'reading-index':
      return fromReadingIndex(phase, event)
    case 'running':
      return fromRunning(phase, event)
    case 'waiting':
      return fromWaiting(phase, event)
    case 'verifying':
      return fromVerifying(phase, event)
  }
}

function fromReadingIndex(phase: At<'reading-index'>, event: TransferEvent): Transition {
  switch (event.type) {
    case 'planned':
      return { phase: { ...phase, kind: 'running' }, effects: [{ type: 'fetch' }] }
    case 'index-failed':
      return wait(phase, 'reading-index', event)
    default:
      return same(phase)
  }
}

function fromRunning(phase: At<'running'>, event: TransferEvent): Transition {
  switch (event.type) {
    case 'request-failed':
      return fromFailedRequest(phase, event)
    case 'bytes-arrived':
      return same({ ...phase, quietRounds: 0 })
    case 'all-fetched':
      return same({ ...phase, kind: 'verifying' })
    default:
      return same(phase)
  }
}

type FailedRequest = Extract<TransferEvent, { type: 'request-failed' }>

function fromFailedRequest(phase: At<'running'>, event: FailedRequest): Transition {
  if (event.silentMs >= retryPolicy.silenceMs) {
    const waiting = wait(phase, 'running', event)
    return { ...waiting, effects: [{ type: 'park-request', unit: event.unit }, ...waiting.effects] }
  }
  if (event.attempt >= retryPolicy.attempts) return stopIn({ kind: 'failed', failure: event.failure })
  const delayMs = retryDelayMs(event.attempt, event.jitter, event.retryAfterMs)
  return { phase, effects: [{ type: 'retry-request', unit: event.unit, delayMs }] }
}

/** For as long as it takes: an evening without network is no reason to give up. */
function wait(
  { quietRounds, rereads }: Patience,
  during: 'reading-index' | 'running',
  { failure, jitter, retryAfterMs }: { failure: Failure; jitter: number; retryAfterMs: number | null },
): Transition {
  const rounds = quietRounds + 1
  const delayMs = retryDelayMs(rounds, jitter, retryAfterMs)
  const phase: TransferPhase = { kind: 'waiting', during, failure, quietRounds: rounds, rereads }
  return { phase, effects: [{ type: 'wake-after', delayMs }] }
}

function fromWaiting(phase: At<'waiting'>, event: TransferEvent): Transition {
  const { quietRounds, rereads, during } = phase
  switch (event.type) {
    case 'request-failed':
      return { phase, effects: [{ type: 'park-request', unit: event.unit }] }
    case 'wake':
      if (during === 'running') return { phase: { kind: during, quietRounds, rereads }, effects: [{ type: 'fetch' }] }
      return { phase: { kind: during, quietRounds, rereads }, effects: [{ type: 'read-index' }] }
    case 'bytes-arrived':
      return { phase: { kind: 'running', quietRounds: 0, rereads }, effects: [{ type: 'fetch' }] }
    default:
      return same(phase)
  }
}

function fromVerifying(phase: At<'verifying'>, event: TransferEvent): Transition {
  switch (event.type) {
    case 'all-written':
      return { phase, effects: [{ type: 'settle' }] }
    case 'settled':
      return stopIn(event.failure ? { kind: 'failed', failure: event.failure } : { kind: 'done' })
    default:
      return same(phase)
  }
}

function fromChanged({ quietRounds, rereads }: Active, failure: Failure): Transition {
  if (rereads >= retryPolicy.rereads) return stopIn({ kind: 'failed', failure })
  const phase: TransferPhase = { kind: 'reading-index', quietRounds, rereads: rereads + 1 }
  return { phase, effects: [{ type: 'reread-index' }] }
}

function fromDamaged(phase: Active, { entry, times }: { entry: number; times: number }): Transition {
  if (times > retryPolicy.refetches) return { phase, effects: [{ type: 'give-up-entry', entry }] }
  const { quietRounds, rereads } = phase
  const next: TransferPhase = phase.kind === 'verifying' ? { kind: 'running', quietRounds, rereads } : phase
  return { phase: next, effects: [{ type: 'refetch-entry', entry }] }
}
