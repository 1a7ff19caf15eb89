import type { AppInfo } from '../../../../app/contract/app-info.ts'
import { taskIdSchema } from '../../../../app/contract/tasks.ts'
import { transferIdSchema, type StartedTransfer, type Transfer } from '../../../../app/contract/transfers.ts'

export const transferId = (digit: number) => transferIdSchema.parse(`00000000-0000-4000-8000-00000000000${digit}`)
export const taskId = taskIdSchema.parse('task-1')

/** A transfer half way, changed as a test needs it. */
export function transfer(change: Partial<Transfer> = {}): Transfer {
  return {
    id: transferId(1),
    taskId,
    title: 'openfoam · cavity',
    group: null,
    archive: 'output',
    kind: 'files',
    state: 'running',
    place: 1,
    limitBytesPerSecond: null,
    destination: '/home/ada/Downloads/inductiva_output/task-1/outputs',
    fetchedBytes: 214_000_000,
    fetchBytes: 1_200_000_000,
    writtenBytes: 300_000_000,
    writeBytes: 2_400_000_000,
    entriesDone: 38,
    entriesTotal: 120,
    entriesSkipped: 0,
    entriesFailed: 0,
    verified: null,
    bytesPerSecond: 4_000_000,
    secondsLeft: 246,
    failure: null,
    createdAtMs: 1_700_000_000_000,
    finishedAtMs: null,
    revision: 1,
    ...change,
  }
}

/** As asking for one is answered. */
export function started(change: Partial<StartedTransfer> = {}): StartedTransfer {
  return { ...transfer({ state: 'queued' }), wasThere: false, ...change }
}

export const desktop: AppInfo = {
  version: '0.1.0',
  shell: 'electron',
  platform: 'linux',
  hostName: 'ada-laptop',
  canChooseFolderNatively: true,
  canReveal: true,
  canOpen: true,
}

export const headNode: AppInfo = {
  ...desktop,
  shell: 'web',
  hostName: 'login01',
  canChooseFolderNatively: false,
  canReveal: false,
  canOpen: false,
}
