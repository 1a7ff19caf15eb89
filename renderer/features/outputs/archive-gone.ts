import { CallFailed } from '../../bridge/bridge.ts'

/** Whether a call failed because the core no longer has this archive open, so that asking again cannot help. */
export function isArchiveGone(thrown: unknown): boolean {
  return (
    thrown instanceof CallFailed && (thrown.failure.code === 'archive-changed' || thrown.failure.code === 'not-found')
  )
}
