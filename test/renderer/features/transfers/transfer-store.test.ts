import { describe, expect, it } from 'vitest'
import type { Transfer } from '../../../../app/contract/transfers.ts'
import { createBridge } from '../../../../renderer/bridge/bridge.ts'
import { createTransferStore } from '../../../../renderer/features/transfers/transfer-store.ts'
import { FakeTransport } from '../../../fakes/fake-transport.ts'
import { transfer, transferId } from './transfer-example.ts'

/** A store over a list that comes when the test says so. */
function listening() {
  const answers: ((transfers: readonly Transfer[]) => void)[] = []
  const transport = new FakeTransport({
    listTransfers: () => new Promise(resolve => answers.push(transfers => resolve({ transfers: [...transfers] }))),
  })
  const store = createTransferStore(createBridge(transport))
  const answer = async (...transfers: Transfer[]) => {
    await Promise.resolve()
    answers.shift()?.(transfers)
    await new Promise(resolve => setImmediate(resolve))
  }
  return { transport, store, answer }
}

const one = transferId(1)

describe('the transfers in the window', () => {
  it('shows the queue in its order, then what has ended, newest first', async () => {
    const { store, answer } = listening()
    store.connect()
    const ended = (digit: number, finishedAtMs: number) =>
      transfer({ id: transferId(digit), state: 'done', place: null, finishedAtMs })
    await answer(ended(4, 10), transfer({ place: 2 }), ended(3, 20), transfer({ id: transferId(2), place: 1 }))
    expect(store.getState().order).toEqual([2, 1, 3, 4].map(transferId))
    expect(store.getState().isKnown).toBe(true)
  })

  it('follows a transfer to another place, and to the others that have ended', async () => {
    const { store, transport, answer } = listening()
    store.connect()
    await answer(transfer({ place: 1 }), transfer({ id: transferId(2), place: 2 }))
    transport.emit('transferChanged', transfer({ id: transferId(2), place: 0, revision: 2 }))
    expect(store.getState().order).toEqual([transferId(2), one])
    const { order } = store.getState()
    transport.emit('transferChanged', transfer({ place: 1, fetchedBytes: 5, revision: 3 }))
    expect(store.getState().order).toBe(order)
    const ended = { state: 'done', place: null, finishedAtMs: 5 } as const
    transport.emit('transferChanged', transfer({ id: transferId(2), ...ended, revision: 4 }))
    expect(store.getState().order).toEqual([one, transferId(2)])
  })

  it('drops a state older than the one it holds', async () => {
    const { store, transport, answer } = listening()
    store.connect()
    await answer(transfer({ revision: 5, state: 'paused' }))
    transport.emit('transferChanged', transfer({ revision: 4, state: 'running' }))
    expect(store.getState().byId[one]?.state).toBe('paused')
  })

  it('keeps what an event said while the list was on its way', async () => {
    const { store, transport, answer } = listening()
    store.connect()
    transport.emit('transferChanged', transfer({ revision: 9, state: 'done' }))
    transport.emit('transferChanged', transfer({ id: transferId(2) }))
    await answer(transfer({ revision: 3 }))
    expect(store.getState().byId[one]?.state).toBe('done')
    expect(store.getState().order).toHaveLength(2)
  })

  it('does not bring back what was removed while the list was on its way', async () => {
    const { store, transport, answer } = listening()
    store.connect()
    transport.emit('transferRemoved', { id: one })
    await answer(transfer())
    expect(store.getState().order).toEqual([])
  })

  it('takes the list after a lost connection as it is, though revisions may have gone back', async () => {
    const { store, answer } = listening()
    const stop = store.connect()
    await answer(transfer({ revision: 50 }), transfer({ id: transferId(2) }))
    stop()
    store.connect()
    await answer(transfer({ revision: 40, state: 'queued' }))
    expect(store.getState().order).toEqual([one])
    expect(store.getState().byId[one]?.state).toBe('queued')
  })

  it('hears nothing after it was stopped', async () => {
    const { store, transport, answer } = listening()
    store.connect()()
    transport.emit('transferChanged', transfer())
    await answer(transfer({ id: transferId(2) }))
    expect(store.getState().order).toEqual([])
  })

  it('lets the time left walk one step at a time', async () => {
    const { store, transport, answer } = listening()
    store.connect()
    await answer(transfer({ revision: 1, secondsLeft: 240 }))
    transport.emit('transferChanged', transfer({ revision: 2, secondsLeft: 600 }))
    expect(store.getState().timeLeft[one]).toEqual({ unit: 'minutes', value: 5 })
    transport.emit('transferChanged', transfer({ revision: 3, secondsLeft: null }))
    expect(store.getState().timeLeft[one]).toBeUndefined()
  })

  it('keeps the reason when the list cannot be had', async () => {
    const store = createTransferStore(createBridge(new FakeTransport()))
    store.connect()
    await new Promise(resolve => setImmediate(resolve))
    expect(store.getState()).toMatchObject({ isKnown: false, problem: { message: 'No answer to listTransfers' } })
  })
})
