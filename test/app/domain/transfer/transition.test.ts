import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Failure } from '../../../../app/contract/failures.ts'
import type { TransferEvent, TransferPhase } from '../../../../app/domain/transfer/transfer-phase.ts'
import { transition } from '../../../../app/domain/transfer/transition.ts'

const failure: Failure = { code: 'service-unreachable', message: 'Away.', remedy: 'retry', details: null }
const fresh = { quietRounds: 0, rereads: 0 }
const queued: TransferPhase = { kind: 'queued' }
const reading: TransferPhase = { kind: 'reading-index', ...fresh }
const running: TransferPhase = { kind: 'running', ...fresh }
const waiting: TransferPhase = { kind: 'waiting', during: 'running', failure, quietRounds: 1, rereads: 0 }
const verifying: TransferPhase = { kind: 'verifying', ...fresh }
const paused: TransferPhase = { kind: 'paused' }
const done: TransferPhase = { kind: 'done' }
const failed: TransferPhase = { kind: 'failed', failure }
const cancelled: TransferPhase = { kind: 'cancelled' }
const phases = [queued, reading, running, waiting, verifying, paused, done, failed, cancelled]
const atWork = [reading, running, waiting, verifying]

const requestFailed = (change: Partial<Extract<TransferEvent, { type: 'request-failed' }>>): TransferEvent => {
  return { type: 'request-failed', unit: 7, attempt: 1, silentMs: 0, retryAfterMs: null, jitter: 0, failure, ...change }
}
const events: readonly TransferEvent[] = [
  ...(['start', 'planned', 'bytes-arrived', 'wake', 'all-fetched', 'all-written'] as const).map(type => ({ type })),
  ...(['pause', 'resume', 'cancel', 'retry', 'yield', 'suspend', 'restart'] as const).map(type => ({ type })),
  { type: 'index-failed', failure, retryAfterMs: null, jitter: 0 },
  requestFailed({}),
  { type: 'object-changed', failure },
  { type: 'entry-damaged', entry: 3, times: 1 },
  { type: 'settled', failure: undefined },
  { type: 'failed', failure },
]
const effectsOf = (phase: TransferPhase, event: TransferEvent) =>
  transition(phase, event).effects.map(({ type }) => type)

describe('the usual way', () => {
  it.each([
    [queued, { type: 'start' }, reading, ['read-index']],
    [reading, { type: 'planned' }, running, ['fetch']],
    [running, { type: 'all-fetched' }, verifying, []],
    [verifying, { type: 'all-written' }, verifying, ['settle']],
    [verifying, { type: 'settled', failure: undefined }, done, ['stop']],
    [verifying, { type: 'settled', failure }, failed, ['stop']],
  ] as const)('%j with %j', (phase, event, next, effects) => {
    expect(transition(phase, event).phase).toEqual(next)
    expect(effectsOf(phase, event)).toEqual(effects)
  })
})

describe('what the person says', () => {
  it.each(atWork)('pauses and cancels %j, stopping first', phase => {
    expect(transition(phase, { type: 'pause' })).toEqual({ phase: paused, effects: [{ type: 'stop' }] })
    expect(transition(phase, { type: 'cancel' })).toEqual({
      phase: cancelled,
      effects: [{ type: 'stop' }, { type: 'discard' }],
    })
  })

  it.each([
    [queued, 'pause', paused],
    [paused, 'resume', queued],
    [paused, 'retry', queued],
    [failed, 'retry', queued],
    [cancelled, 'retry', queued],
    [done, 'retry', queued],
    [queued, 'cancel', cancelled],
    [paused, 'cancel', cancelled],
  ] as const)('%j on %s becomes %j', (phase, type, next) => {
    expect(transition(phase, { type }).phase).toEqual(next)
  })

  it.each([paused, done, failed, cancelled])('means nothing to %j when it is to pause', phase => {
    expect(transition(phase, { type: 'pause' })).toEqual({ phase, effects: [] })
  })
})

describe('a start of the app', () => {
  it.each([...atWork, queued])('queues %j again', phase => {
    expect(transition(phase, { type: 'restart' })).toEqual({ phase: queued, effects: [{ type: 'enqueue' }] })
  })

  it.each([paused, done, failed, cancelled])('leaves %j alone', phase => {
    expect(transition(phase, { type: 'restart' })).toEqual({ phase, effects: [] })
  })

  it.each(atWork)('finds %j in the queue after quitting', phase => {
    expect(transition(phase, { type: 'suspend' })).toEqual({ phase: queued, effects: [{ type: 'stop' }] })
  })
})

describe('another one that goes first', () => {
  it.each(atWork)('sends %j back to the queue, stopping first', phase => {
    expect(transition(phase, { type: 'yield' })).toEqual({ phase: queued, effects: [{ type: 'stop' }] })
  })

  it.each([queued, paused, done, failed, cancelled])('means nothing to %j', phase => {
    expect(transition(phase, { type: 'yield' })).toEqual({ phase, effects: [] })
  })
})

describe('a request that failed', () => {
  it('is sent again after a delay while others bring bytes', () => {
    expect(transition(running, requestFailed({ attempt: 3 }))).toEqual({
      phase: running,
      effects: [{ type: 'retry-request', unit: 7, delayMs: 4_000 }],
    })
  })

  it('ends the transfer when it keeps failing while others bring bytes', () => {
    expect(transition(running, requestFailed({ attempt: 8 }))).toEqual({ phase: failed, effects: [{ type: 'stop' }] })
  })

  it('makes the transfer wait when nothing arrives at all, however often it failed', () => {
    const { phase, effects } = transition(running, requestFailed({ attempt: 99, silentMs: 3_000 }))
    expect(phase).toEqual(waiting)
    expect(effects).toEqual([
      { type: 'park-request', unit: 7 },
      { type: 'wake-after', delayMs: 1_000 },
    ])
  })

  it('waits with the others while the transfer waits', () => {
    expect(transition(waiting, requestFailed({}))).toEqual({
      phase: waiting,
      effects: [{ type: 'park-request', unit: 7 }],
    })
  })

  it('makes each wait longer, until a byte arrives', () => {
    const again = transition(waiting, { type: 'wake' })
    expect(again).toEqual({ phase: { kind: 'running', quietRounds: 1, rereads: 0 }, effects: [{ type: 'fetch' }] })
    const second = transition(again.phase, requestFailed({ silentMs: 5_000 }))
    expect(second.effects).toContainEqual({ type: 'wake-after', delayMs: 2_000 })
    expect(transition(again.phase, { type: 'bytes-arrived' }).phase).toEqual(running)
    expect(transition(second.phase, { type: 'bytes-arrived' })).toEqual({
      phase: running,
      effects: [{ type: 'fetch' }],
    })
  })

  it('for the index makes the transfer wait, and read it again', () => {
    const waited = transition(reading, { type: 'index-failed', failure, retryAfterMs: 9_000, jitter: 0 })
    expect(waited.effects).toEqual([{ type: 'wake-after', delayMs: 9_000 }])
    expect(effectsOf(waited.phase, { type: 'wake' })).toEqual(['read-index'])
  })
})

describe('an object that changes', () => {
  it('is read anew three times, and then given up', () => {
    let phase: TransferPhase = running
    for (const rereads of [1, 2, 3]) {
      const next = transition(phase, { type: 'object-changed', failure })
      expect(next).toEqual({
        phase: { kind: 'reading-index', quietRounds: 0, rereads },
        effects: [{ type: 'reread-index' }],
      })
      phase = transition(next.phase, { type: 'planned' }).phase
    }
    expect(transition(phase, { type: 'object-changed', failure }).phase).toEqual(failed)
  })
})

describe('an entry that is damaged', () => {
  it('is fetched once more, also when everything else was fetched', () => {
    const damaged: TransferEvent = { type: 'entry-damaged', entry: 3, times: 1 }
    expect(transition(verifying, damaged)).toEqual({ phase: running, effects: [{ type: 'refetch-entry', entry: 3 }] })
    expect(transition(running, damaged)).toEqual({ phase: running, effects: [{ type: 'refetch-entry', entry: 3 }] })
  })

  it('is given up after that, and the rest goes on', () => {
    expect(transition(running, { type: 'entry-damaged', entry: 3, times: 2 })).toEqual({
      phase: running,
      effects: [{ type: 'give-up-entry', entry: 3 }],
    })
  })
})

describe('any event in any phase', () => {
  it('is answered, and an ended transfer stays ended unless it is tried again', () => {
    for (const phase of [done, failed, cancelled])
      for (const event of events)
        expect(transition(phase, event).phase).toEqual(event.type === 'retry' ? queued : phase)
  })

  it('never leaves work behind: whatever leaves the phases at work stops first, unless the app has just started', () => {
    const walk = fc.array(fc.constantFrom(...events), { maxLength: 40 })
    fc.assert(
      fc.property(fc.constantFrom(...phases), walk, (start, steps) => {
        steps.reduce((phase, event) => {
          const next = transition(phase, event)
          const isAtWork = (kind: string) => ['reading-index', 'running', 'waiting', 'verifying'].includes(kind)
          if (isAtWork(phase.kind) && !isAtWork(next.phase.kind) && event.type !== 'restart')
            expect(next.effects[0]).toEqual({ type: 'stop' })
          return next.phase
        }, start)
      }),
    )
  })
})
