import { describe, expect, it } from 'vitest'
import type { TransferState } from '../../../../app/contract/transfers.ts'
import { needsAwake } from '../../../../app/domain/desktop/power.ts'

const inStates = (...states: readonly TransferState[]) => states.map(state => ({ state }))

describe('keeping the computer awake', () => {
  it.each<[TransferState[], boolean]>([
    [['running'], true],
    [['reading-index'], true],
    [['verifying'], true],
    [['done', 'running', 'paused'], true],
    [['waiting', 'queued'], false],
    [['paused', 'failed', 'cancelled', 'done'], false],
    [[], false],
  ])('while transfers are %j: %s', (states, expected) => {
    expect(needsAwake(inStates(...states), { keepAwake: true })).toBe(expected)
  })

  it('never happens unless the person allows it', () => {
    expect(needsAwake(inStates('running'), { keepAwake: false })).toBe(false)
  })
})
