import type { ArchiveKind } from '../../contract/outputs.ts'
import type { StatusCode } from '../../contract/tasks.ts'

const later = 'Its outputs appear here when it has finished.'
const nothing = 'so there is nothing to download.'
const gone = 'They may have been deleted.'

const outputSentences: Readonly<Record<StatusCode, string>> = {
  'pending-input': `This task still waits for its input. ${later}`,
  submitted: `This task waits in the queue. ${later}`,
  started: `This task is being prepared. ${later}`,
  'computation-started': `This task is still running. ${later}`,
  'computation-ended': 'The outputs of this task are being packed and saved right now. They appear here in a moment.',
  'pending-kill': 'This task is being stopped. If it saves outputs, they appear here when it has ended.',
  success: `The outputs of this task are not in the cloud storage. ${gone}`,
  failed: `The outputs of this task are not in the cloud storage. ${gone}`,
  killed: `This task was stopped before it saved outputs, ${nothing}`,
  zombie: `The machine ended while this task was still in the queue. It never ran, ${nothing}`,
  'spot-instance-preempted': `The provider took the spot machine back before this task saved outputs, ${nothing}`,
  'executer-terminated': `The provider ended the machine before this task saved outputs, ${nothing}`,
  'executer-terminated-by-user': `The machine was ended by its owner before this task saved outputs, ${nothing}`,
  'executer-terminated-ttl-exceeded': `The machine reached its time limit before this task saved outputs, ${nothing}`,
  'executer-terminated-credits-exhausted': `The credits ran out before this task saved outputs, ${nothing}`,
  'executer-failed': `The machine failed before this task saved outputs, ${nothing}`,
  'ttl-exceeded': `The outputs of this task, which reached its time limit, are not in the cloud storage. ${gone}`,
  other: 'The cloud storage has no outputs of this task. It may not have saved them yet, or they were deleted.',
}

/** Why a task in this state has no such archive, or not yet: a sentence for people. */
export function whyNoOutputs(status: StatusCode, kind: ArchiveKind): string {
  if (kind === 'output') return outputSentences[status]
  if (status === 'pending-input') return 'The input of this task has not been uploaded yet.'
  return 'The input of this task is not in the cloud storage. It may have been deleted.'
}
