import type { NoticeRules, TaskEnd, TransferEnd } from '../../contract/notices.ts'
import { statusGroup } from '../task/status.ts'

/** What holds until somebody says otherwise: every end is told, at any hour. */
export const usualNoticeRules: NoticeRules = {
  ends: ['finished', 'failed'],
  exceptCodes: [],
  projects: null,
  minimumMinutes: 0,
  transfers: 'all',
  quietHours: [],
}

/** A download that left files out has failed those who wait for them. */
export function isFailure(end: TaskEnd | TransferEnd): boolean {
  if (end.kind === 'task') return statusGroup(end.status, true) === 'failed'
  return end.state === 'failed' || end.entriesFailed > 0
}

/** Whether an end is one of those that the person wants to hear of. */
export function isWanted(end: TaskEnd | TransferEnd, rules: NoticeRules): boolean {
  if (end.kind === 'transfer') return rules.transfers === 'all' || (rules.transfers === 'failed' && isFailure(end))
  return (
    rules.ends.includes(isFailure(end) ? 'failed' : 'finished') &&
    !rules.exceptCodes.includes(end.status) &&
    (rules.projects === null || rules.projects.includes(end.project)) &&
    ranLongEnough(end, rules.minimumMinutes)
  )
}

/** A task that never ran has been waited for all the same. */
function ranLongEnough({ durationSeconds }: TaskEnd, minimumMinutes: number): boolean {
  return durationSeconds === null || durationSeconds >= minimumMinutes * 60
}
