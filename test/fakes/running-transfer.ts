import { taskIdSchema } from '../../app/contract/tasks.ts'
import { transferIdSchema, type Transfer } from '../../app/contract/transfers.ts'

/** A transfer a quarter through. */
export const runningTransfer = {
  id: transferIdSchema.parse('6f2b4a3e-0c1d-4e5f-8a9b-0c1d2e3f4a5b'),
  taskId: taskIdSchema.parse('plain-address'),
  ...{
    title: 'host/x.zip',
    archive: 'output',
    kind: 'files',
    state: 'running',
    place: 1,
    limitBytesPerSecond: null,
    destination: '/x',
  },
  ...{ fetchedBytes: 1_500_000, fetchBytes: 6_000_000, writtenBytes: 0, writeBytes: 9_000_000 },
  group: null,
  ...{ entriesDone: 1_200, entriesTotal: 5_000, entriesSkipped: 34, entriesFailed: 0, verified: null },
  ...{ bytesPerSecond: 2_000_000, secondsLeft: 725.2, failure: null },
  ...{ createdAtMs: 0, finishedAtMs: null, revision: 1 },
} as const satisfies Transfer
