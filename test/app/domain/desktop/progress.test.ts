import { describe, expect, it } from 'vitest'
import type { Transfer, TransferState } from '../../../../app/contract/transfers.ts'
import { decideTaskbar, nextUnseenFailures } from '../../../../app/domain/desktop/progress.ts'
import { nextRound, noRound, totalProgress } from '../../../../app/domain/transfer/total-progress.ts'
import { transfer, transferId } from '../../../renderer/features/transfers/transfer-example.ts'

const bytes = { fetchedBytes: 40, fetchBytes: 100, writtenBytes: 0, writeBytes: 0 }
const inStates = (...states: readonly TransferState[]): readonly Transfer[] =>
  states.map((state, at) => transfer({ ...bytes, id: transferId(at + 1), state }))
const moving = (transfers: readonly Transfer[]): readonly Transfer[] =>
  transfers.map(each => ({ ...each, state: 'running' }))

/** The bar once transfers that have moved together are in these states. */
function barOf(states: readonly TransferState[], { unseen = [] as readonly number[], platform = 'win32' } = {}) {
  const transfers = inStates(...states)
  const round = nextRound(nextRound(noRound, moving(transfers)), transfers)
  const unseenFailures = new Set(unseen.map(transferId))
  return decideTaskbar({ transfers, round, total: totalProgress(round), unseenFailures, platform })
}

describe('the bar in the taskbar', () => {
  it.each<[TransferState[], { mode: string; fraction?: number }]>([
    [['running'], { mode: 'normal', fraction: 0.4 }],
    [['running', 'waiting'], { mode: 'normal', fraction: 0.4 }],
    [['verifying', 'queued'], { mode: 'normal', fraction: 0.4 }],
    [['waiting'], { mode: 'paused', fraction: 0.4 }],
    [['waiting', 'queued'], { mode: 'paused', fraction: 0.4 }],
    [['paused'], { mode: 'paused', fraction: 0.4 }],
    [['paused', 'done'], { mode: 'paused', fraction: 0.57 }],
    [['done'], { mode: 'none' }],
    [['failed'], { mode: 'none' }],
    [[], { mode: 'none' }],
  ])('for %j', (states, expected) => {
    const { fraction, mode } = { fraction: undefined, ...barOf(states) }
    expect({ mode, fraction: fraction?.toFixed(2) }).toEqual({
      mode: expected.mode,
      fraction: expected.fraction?.toFixed(2),
    })
  })

  it('tells no fraction while indexes are read', () => {
    const transfers = [transfer({ ...bytes, fetchBytes: null, writeBytes: null, state: 'reading-index' })]
    const round = nextRound(noRound, transfers)
    const rest = { unseenFailures: new Set<never>(), platform: 'linux' }
    expect(decideTaskbar({ transfers, round, total: totalProgress(round), ...rest })).toEqual({ mode: 'indeterminate' })
  })

  it('is red while others move beside one that failed, until the person looks', () => {
    expect(barOf(['failed', 'running'], { unseen: [1] })).toMatchObject({ mode: 'error' })
    expect(barOf(['failed', 'running'])).toMatchObject({ mode: 'normal' })
  })

  it('stays red or yellow on Windows when nothing moves, and goes elsewhere', () => {
    expect(barOf(['failed'], { unseen: [1] })).toEqual({ mode: 'error', fraction: 1 })
    for (const platform of ['darwin', 'linux']) {
      expect(barOf(['failed'], { unseen: [1], platform })).toEqual({ mode: 'none' })
      expect(barOf(['paused'], { platform })).toEqual({ mode: 'none' })
    }
  })
})

describe('failures nobody has seen', () => {
  const transfers = inStates('failed', 'running', 'failed')
  const moved = nextRound(noRound, moving(transfers.slice(0, 2)))

  it('are those of transfers that were under way', () => {
    expect(nextUnseenFailures(new Set(), { transfers, moved, isLooking: false })).toEqual(new Set([transferId(1)]))
  })

  it('stay after everything has come to rest, as long as they are failed', () => {
    const before = new Set([transferId(1), transferId(2)])
    expect(nextUnseenFailures(before, { transfers, moved: noRound, isLooking: false })).toEqual(
      new Set([transferId(1)]),
    )
  })

  it('are none while the person looks', () => {
    expect(nextUnseenFailures(new Set([transferId(1)]), { transfers, moved, isLooking: true })).toEqual(new Set())
  })
})
