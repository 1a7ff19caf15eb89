import { describe, expect, it } from 'vitest'
import type { Transfer } from '../../../app/contract/transfers.ts'
import { followTransfer } from '../../../app/headless/follow-transfer.ts'
import { createTransferFeed } from '../../../app/headless/transfer-feed.ts'
import { ManualClock } from '../../fakes/manual-clock.ts'
import { runningTransfer as running } from '../../fakes/running-transfer.ts'

const failure = { code: 'service-unreachable', message: 'Lost.', remedy: 'retry', details: 'ECONNRESET' } as const
const waiting: Transfer = { ...running, state: 'waiting', failure }
const minuteMs = 60_000

function follow({ hasAnswered }: { hasAnswered: boolean }) {
  const [clock, feed, interrupt] = [new ManualClock(), createTransferFeed(), new AbortController()]
  const ports = { clock, feed, host: 'example.org', hasAnswered: () => hasAnswered, interrupt: interrupt.signal }
  const tell = (transfer: Transfer) => feed.emit('transferChanged', transfer)
  return { clock, tell, interrupt, end: followTransfer(running, ports) }
}

describe('following a transfer', () => {
  it('gives up at once on an address that never answered', async () => {
    const { tell, end } = follow({ hasAnswered: false })
    tell(waiting)
    expect(await end).toMatchObject({ kind: 'gave-up', error: { details: 'ECONNRESET' } })
    expect(await end).toMatchObject({ error: { userMessage: expect.stringContaining('example.org') } })
  })

  it('waits a quarter of an hour for a network that went away, counted from the last byte', async () => {
    const { clock, tell, end } = follow({ hasAnswered: true })
    clock.advance(14 * minuteMs)
    tell({ ...waiting, fetchedBytes: waiting.fetchedBytes + 1 })
    clock.advance(14 * minuteMs)
    tell({ ...waiting, fetchedBytes: waiting.fetchedBytes + 1 })
    clock.advance(2 * minuteMs)
    const last: Transfer = { ...waiting, fetchedBytes: waiting.fetchedBytes + 1, revision: 9 }
    tell(last)
    expect(await end).toMatchObject({ kind: 'gave-up', transfer: { revision: 9 } })
  })

  it('does not mind others, and ends with its own transfer', async () => {
    const { tell, end } = follow({ hasAnswered: true })
    tell({ ...running, id: 'other' as Transfer['id'], state: 'failed' })
    tell({ ...running, state: 'done' })
    expect(await end).toMatchObject({ kind: 'ended', transfer: { state: 'done' } })
  })

  it('ends when told to', async () => {
    const { interrupt, end } = follow({ hasAnswered: true })
    interrupt.abort()
    expect(await end).toEqual({ kind: 'interrupted', transfer: running })
  })
})
