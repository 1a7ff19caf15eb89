import { expect, it } from 'vitest'
import type { Checkpointer } from '../../../app/transfers/checkpointer.ts'
import { createEntryResults } from '../../../app/transfers/entry-results.ts'
import { createTally } from '../../../app/transfers/tally.ts'
import type { TransferPlan } from '../../../app/transfers/transfer-plan.ts'
import { noProgress } from '../../../app/transfers/transfer-record.ts'

it('puts what a batch has written on record as one, and nothing of a batch that has written nothing', () => {
  const records: string[] = []
  const tally = createTally(noProgress, () => undefined)
  const results = createEntryResults({
    plan: { inTheWay: 0 } as TransferPlan,
    tally,
    checkpointer: { doneTogether: (record: string) => records.push(record) } as unknown as Checkpointer,
    dispatch: () => undefined,
  })
  results.settleWritten({ count: 0, bytes: 0, record: '' })
  results.settleWritten({ count: 2, bytes: 30, record: '1,"a",2,"b"' })
  expect(records).toEqual(['1,"a",2,"b"'])
  expect(tally.current()).toMatchObject({ entriesDone: 2, writtenBytes: 30 })
})
