import type { Transfer } from '../contract/transfers.ts'
import { meanBytesPerSecond, secondsLeft, type ProgressSample } from '../domain/transfer/progress.ts'
import { hasEnded } from '../domain/transfer/transfer-phase.ts'
import type { TransferRecord } from './transfer-record.ts'

/** A transfer as windows see it. */
export function viewOf(record: TransferRecord, samples: readonly ProgressSample[]): Transfer {
  const { order, phase, place, limitBytesPerSecond, progress, finishedAtMs, revision } = record
  const { id, taskId, title, archive, kind, destination, createdAtMs, selection } = order
  const group = order.group && { ...order.group, globs: [...(selection.globs ?? [])] }
  const isRunning = phase.kind === 'running'
  const remainingBytes = Math.max(0, (progress.fetchBytes ?? 0) - progress.fetchedBytes)
  return {
    ...{ id, taskId, title, group, archive, kind, destination, createdAtMs },
    ...progress,
    verified: phase.kind === 'done' && progress.entriesDone > 0 ? progress.verified : null,
    state: phase.kind,
    place: hasEnded(phase) ? null : place,
    bytesPerSecond: isRunning ? meanBytesPerSecond(samples) : null,
    limitBytesPerSecond,
    secondsLeft: isRunning ? secondsLeft(samples, remainingBytes) : null,
    failure: 'failure' in phase ? phase.failure : null,
    finishedAtMs,
    revision,
  }
}
