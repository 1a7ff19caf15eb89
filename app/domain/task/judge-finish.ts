import type { ServiceTask } from './task-record.ts'

/** What the mirror knew about a task before the newest answer; undefined when it has never seen it. */
export type SeenBefore = {
  readonly isActive: boolean
  readonly announcedAttempt: number | null // the attempt whose end has been told, or needs no telling
}

/** announce: tell it now. settle: an end nobody waits for, never told. none: nothing to do. */
export type FinishJudgement =
  | { readonly kind: 'announce'; readonly wasSeenRunning: boolean }
  | { readonly kind: 'settle' }
  | { readonly kind: 'none' }

/**
 * Decides whether the end of a task is news. A task that was seen active and has ended is. One first seen as ended is
 * news only if it ended after this account was first watched here: the history of years is not.
 */
export function judgeFinish(
  after: Pick<ServiceTask, 'isTerminated' | 'endedAtMs' | 'retries'>,
  before: SeenBefore | undefined,
  watchedSinceMs: number | null,
): FinishJudgement {
  if (!after.isTerminated || before?.announcedAttempt === after.retries) return { kind: 'none' }
  if (before?.isActive === true) return { kind: 'announce', wasSeenRunning: true }
  const isNews = watchedSinceMs !== null && after.endedAtMs !== null && after.endedAtMs > watchedSinceMs
  return isNews ? { kind: 'announce', wasSeenRunning: false } : { kind: 'settle' }
}
