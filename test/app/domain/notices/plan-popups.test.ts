import { describe, expect, it } from 'vitest'
import { planGroup, planPopups } from '../../../../app/domain/notices/plan-popups.ts'
import { aNotice, aTaskEnd } from '../../../fakes/fake-notices.ts'

const nowMs = Date.parse('2026-01-01T12:00:00Z')
const good = (id: number) => aNotice(id)
const bad = (id: number) => aNotice(id, aTaskEnd({ status: 'failed' }))
const idsOf = (popups: ReturnType<typeof planPopups>['popups']) =>
  popups.map(({ notices, replaces }) => [notices.map(({ id }) => Number(id)), replaces])

describe('popups', () => {
  it('are one for each of two that finished', () => {
    expect(idsOf(planPopups([good(1), good(2)], null, nowMs).popups)).toEqual([
      [[1], []],
      [[2], []],
    ])
  })

  it('are one for three that finished together', () => {
    expect(idsOf(planPopups([good(1), good(2), good(3)], null, nowMs).popups)).toEqual([[[1, 2, 3], []]])
  })

  it('take the place of those within the minute, from the third on', () => {
    const first = planPopups([good(1)], null, nowMs)
    const second = planPopups([good(2)], first.recent, nowMs + 20_000)
    const third = planPopups([good(3)], second.recent, nowMs + 40_000)
    const fourth = planPopups([good(4)], third.recent, nowMs + 59_000)
    expect(idsOf(second.popups)).toEqual([[[2], []]])
    expect(idsOf(third.popups)).toEqual([
      [
        [1, 2, 3],
        ['one-1', 'one-2'],
      ],
    ])
    expect(idsOf(fourth.popups)).toEqual([[[1, 2, 3, 4], ['together-3']]])
  })

  it.each([60_000, -1])('begin anew %d ms after the first', laterMs => {
    const before = planPopups([good(1), good(2)], null, nowMs)
    expect(idsOf(planPopups([good(3)], before.recent, nowMs + laterMs).popups)).toEqual([[[3], []]])
  })

  it('are one for each failure, and count for no minute', () => {
    const { popups, recent } = planPopups([bad(1), good(2), bad(3), bad(4)], null, nowMs)
    expect(idsOf(popups)).toEqual([
      [[1], []],
      [[3], []],
      [[4], []],
      [[2], []],
    ])
    expect(recent?.notices.map(({ id }) => id)).toEqual([2])
  })

  it('do not cover the screen when a whole batch fails', () => {
    const batch = Array.from({ length: 100 }, (_, at) => bad(at + 1))
    const sizes = planPopups(batch, null, nowMs).popups.map(({ notices }) => notices.length)
    expect(sizes).toEqual([1, 1, 1, 1, 1, 95])
  })

  it('are none for nothing, and keep the minute', () => {
    const { recent } = planPopups([good(1)], null, nowMs)
    expect(planPopups([], recent, nowMs)).toEqual({ popups: [], recent })
  })
})

describe('a sum', () => {
  it('of one is that one', () => {
    expect(planGroup('while-closed', [bad(7)])).toMatchObject([{ id: 'one-7', notices: [{ id: 7 }] }])
  })

  it('of none is none', () => {
    expect(planGroup('while-quiet', [])).toEqual([])
  })
})
