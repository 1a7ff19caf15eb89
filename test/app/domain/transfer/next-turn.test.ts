import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { TransferId } from '../../../../app/contract/transfers.ts'
import { nextTurn, type Standing } from '../../../../app/domain/transfer/next-turn.ts'

const kinds = { q: 'queued', r: 'running', w: 'waiting', v: 'verifying', p: 'paused', d: 'done', f: 'failed' } as const

/** One letter each, in order; "!" after it: still stopping. Ids count from 1. */
function standing(text: string): Standing[] {
  return Array.from(text.matchAll(/([a-z])(!?)/g), ([, letter, stopping], index) => {
    const kind = kinds[letter as keyof typeof kinds]
    return { id: String(index + 1) as TransferId, kind, isBusy: 'rwv'.includes(letter ?? '') || stopping === '!' }
  })
}
const turnOf = (text: string, most = 2) => {
  const turn = nextTurn(standing(text), most)
  return turn ? `${turn.type} ${turn.id}` : 'nothing'
}

describe('nextTurn', () => {
  it.each([
    ['', 'nothing'],
    ['qqq', 'begin 1'],
    ['rqq', 'begin 2'],
    ['rrq', 'nothing'],
    ['wvq', 'nothing'], // waiting for the network and checking hold a turn as well
    ['pqfqq', 'begin 2'],
    ['pprr', 'nothing'],
  ])('of "%s", when two may run, is: %s', (text, expected) => {
    expect(turnOf(text)).toBe(expected)
  })

  it.each([
    ['qrr', 'yield 3'],
    ['qqrr', 'yield 4'],
    ['qqr', 'yield 3'],
    ['qrv', 'yield 3'],
    ['qrpw', 'yield 4'],
    ['rprq', 'nothing'],
  ])('of "%s" lets the last one that runs make room for who stands before it: %s', (text, expected) => {
    expect(turnOf(text)).toBe(expected)
  })

  it.each([
    ['qrq!', 'nothing'],
    ['qrp!', 'nothing'],
    ['qrd!', 'nothing'],
    ['q!rq', 'nothing'],
    ['qrf', 'begin 1'],
  ])('of "%s" waits for who is stopping still: %s', (text, expected) => {
    expect(turnOf(text)).toBe(expected)
  })

  it('once carried out again and again, lets exactly the first that want to run', () => {
    const letters = fc.array(fc.constantFrom(...Object.keys(kinds)), { maxLength: 12 })
    fc.assert(
      fc.property(letters, fc.integer({ min: 1, max: 4 }), (texts, most) => {
        let transfers = standing(texts.join(''))
        const become = (id: TransferId, change: Partial<Standing>): void => {
          transfers = transfers.map(one => (one.id === id ? { ...one, ...change } : one))
        }
        for (let turn = nextTurn(transfers, most); turn; turn = nextTurn(transfers, most))
          if (turn.type === 'begin') become(turn.id, { kind: 'reading-index', isBusy: true })
          else become(turn.id, { kind: 'queued', isBusy: false })
        const wanting = transfers.filter(({ kind }) => !['paused', 'done', 'failed'].includes(kind))
        expect(wanting.map(({ isBusy }) => isBusy)).toEqual(wanting.map((_, index) => index < most))
      }),
    )
  })
})
