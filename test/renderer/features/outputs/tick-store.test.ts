import { waitFor } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { mostPaths } from '../../../../app/contract/outputs.ts'
import { createBridge } from '../../../../renderer/bridge/bridge.ts'
import { selectionOf, tickOf } from '../../../../renderer/features/outputs/selection.ts'
import { createTickStore } from '../../../../renderer/features/outputs/tick-store.ts'
import { FakeFailure, FakeTransport, type FakeAnswers } from '../../../fakes/fake-transport.ts'
import { archiveAnswers, archiveId, file, folder } from './fake-archive.ts'

const rows = [folder('a/', 2), file('a/U'), file('a/p'), file('log.U')]

function open(answers: FakeAnswers = {}) {
  const transport = new FakeTransport({ ...archiveAnswers({ '': rows }), ...answers })
  const store = createTickStore(createBridge(transport).api, archiveId)
  const tick = (path: string) => {
    const row = rows.find(row => row.path === path)
    return row && tickOf(store.getState().ticks, row)
  }
  return { store, transport, tick }
}

describe('what is taken of an archive', () => {
  it('asks once for what globs take of the rows on screen, however often they are drawn', async () => {
    const { store, transport, tick } = open()
    store.look(['a/', 'a/U'])
    store.addGlob('*U')
    await waitFor(() => expect(tick('a/')).toBe('some'))
    for (let draws = 0; draws < 5; draws += 1) store.look(['a/', 'a/U'])
    store.look(['a/', 'a/U', 'log.U'])
    await waitFor(() => expect(tick('log.U')).toBe('all'))
    expect(transport.inputsOf('countGlobHits').map(({ paths }) => paths)).toEqual([['a/', 'a/U'], ['log.U']])
  })

  it('leaves out a file that a glob takes even when its box was pressed before the core had told', async () => {
    const { store, tick } = open()
    store.addGlob('*U')
    store.toggle(file('a/U'))
    await waitFor(() =>
      expect(selectionOf(store.getState().ticks)).toEqual({ include: [], exclude: ['a/U'], globs: ['*U'] }),
    )
    expect(tick('a/U')).toBe('none')
  })

  it('drops counts for globs that are not there any more', async () => {
    const waiting: (() => void)[] = []
    const { store, transport, tick } = open({
      countGlobHits: ({ paths }) => new Promise(resolve => waiting.push(() => resolve({ counts: paths.map(() => 1) }))),
    })
    store.look(['a/'])
    store.addGlob('*U')
    await waitFor(() => expect(waiting).toHaveLength(1))
    store.removeGlob('*U')
    transport.answer({ countGlobHits: ({ paths }) => ({ counts: paths.map(() => 0) }) })
    store.addGlob('*x')
    waiting[0]?.()
    await waitFor(() => expect(store.getState().ticks.hits.get('a/')).toBe(0))
    expect(tick('a/')).toBe('none')
  })

  it('says why it does not know, and tries again', async () => {
    const { store, transport, tick } = open({
      countGlobHits() {
        throw new FakeFailure({ code: 'archive-damaged', message: 'It is damaged.' })
      },
      sumSelection() {
        throw new FakeFailure({ code: 'archive-damaged', message: 'It is damaged.' })
      },
    })
    store.look(['a/U'])
    store.addGlob('*U')
    await waitFor(() => expect(store.getState().problem).toMatchObject({ failure: { message: 'It is damaged.' } }))
    await waitFor(() => expect(store.getState().globSums.get('*U')).toEqual({ state: 'failed' }))
    transport.answer(archiveAnswers({ '': rows }))
    store.retry()
    await waitFor(() => expect(tick('a/U')).toBe('all'))
    await waitFor(() => expect(store.getState()).toMatchObject({ problem: null, isSumming: false }))
    expect(store.getState().globSums.get('*U')).toMatchObject({ state: 'summed' })
  })

  it('keeps what is ticked rather than more than can be asked for', () => {
    const { store } = open()
    const many = Array.from({ length: mostPaths }, (_, number) => file(`f${number}`))
    store.set(many, true)
    store.set([file('one-more')], true)
    expect(store.getState()).toMatchObject({ hasTooMany: true })
    expect(store.getState().ticks.marks.size).toBe(mostPaths)
    store.clear()
    expect(store.getState()).toMatchObject({ hasTooMany: false, sum: null })
  })
})
