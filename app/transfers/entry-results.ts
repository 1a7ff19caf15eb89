import type { TransferNote } from '../contract/transfers.ts'
import { byteLength } from '../domain/byte-range.ts'
import { spanOf } from '../domain/transfer/plan-units.ts'
import type { TransferEvent } from '../domain/transfer/transfer-phase.ts'
import type { Checkpointer } from './checkpointer.ts'
import type { EntryOutcome, WrittenEntries } from './extract-protocol.ts'
import { messageOfOutcome, undecidedMessage } from './outcome-text.ts'
import type { Tally } from './tally.ts'
import type { FailedEntries } from './transfer-errors.ts'
import type { Target, TransferPlan } from './transfer-plan.ts'

/** How the entries of one plan end: counted, put on record, told. */
export interface EntryResults {
  settle(target: Target, outcome: EntryOutcome, writtenBytesTold?: number): void
  /** Many at once, counted as one change. */
  settleWritten(written: WrittenEntries): void
  /** Not fetched a third time. */
  giveUp(target: Target): void
  /** Whether what was known of it on the disk is not to be relied on. */
  wasDamaged(index: number): boolean
  failedEntries(): FailedEntries
}

type ResultPorts = {
  readonly plan: TransferPlan
  readonly tally: Tally
  readonly checkpointer: Checkpointer
  readonly dispatch: (event: TransferEvent) => void
}

export function createEntryResults({ plan, tally, checkpointer, dispatch }: ResultPorts): EntryResults {
  const damages = new Map<number, string[]>()
  const failed = { damaged: 0, inTheWay: plan.inTheWay, refused: 0 }
  const report = ({ name: path, localPath }: Target, message: string, kind: TransferNote['kind'] = 'failed'): void => {
    checkpointer.note({ kind, path, localPath, message })
    tally.add({ entriesFailed: 1 })
  }
  const settleDamaged = (target: Target, reason: string): void => {
    const reasons = [...(damages.get(target.index) ?? []), reason]
    damages.set(target.index, reasons)
    tally.add({ fetchedBytes: -byteLength(spanOf(target)) })
    dispatch({ type: 'entry-damaged', entry: target.index, times: reasons.length })
  }
  return {
    settle(target, outcome, writtenBytesTold = 0) {
      if (outcome.kind === 'written') {
        checkpointer.done(target.index, target.localPath)
        tally.add({ entriesDone: 1, writtenBytes: target.sizeBytes - writtenBytesTold })
        return
      }
      tally.add({ writtenBytes: -writtenBytesTold })
      if (outcome.kind === 'damaged') {
        settleDamaged(target, outcome.reason)
        return
      }
      failed[outcome.kind === 'in-the-way' ? 'inTheWay' : 'refused']++
      if (outcome.kind === 'in-the-way' && plan.asking) {
        plan.asking.add(target)
        report(target, undecidedMessage, 'undecided')
      } else report(target, messageOfOutcome(outcome))
    },
    settleWritten({ count, bytes, record }) {
      if (count === 0) return
      checkpointer.doneTogether(record)
      tally.add({ entriesDone: count, writtenBytes: bytes })
    },
    giveUp(target) {
      failed.damaged++
      const reason = damages.get(target.index)?.at(-1) ?? 'its checksum is wrong'
      report(target, messageOfOutcome({ kind: 'damaged', reason }))
    },
    wasDamaged: index => damages.has(index),
    failedEntries: () => ({ ...failed, fine: tally.current().entriesDone + tally.current().entriesSkipped }),
  }
}
