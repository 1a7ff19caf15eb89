import { statusCodes, type StatusCode, type StatusGroup } from '../../contract/tasks.ts'

const knownCodes: ReadonlySet<string> = new Set(statusCodes)

/** Codes after which nothing more happens, unless the service submits the task again. */
const endedCodes: ReadonlySet<StatusCode> = new Set([
  'success',
  'failed',
  'killed',
  'zombie',
  'spot-instance-preempted',
  'executer-terminated',
  'executer-terminated-by-user',
  'executer-terminated-ttl-exceeded',
  'executer-terminated-credits-exhausted',
  'executer-failed',
  'ttl-exceeded',
])

/** The code the service sent, or `other` for one this version does not know. */
export function toStatusCode(code: string | null): StatusCode {
  return code !== null && knownCodes.has(code) ? (code as StatusCode) : 'other'
}

/** Whether a code by itself means the end. Only for answers that lack the service's own word for it. */
export function isEndedCode(code: StatusCode): boolean {
  return endedCodes.has(code)
}

/** The service's `is_terminated` decides what is active: a pre-empted task may be on its way to another machine. */
export function statusGroup(code: StatusCode, isTerminated: boolean): StatusGroup {
  if (!isTerminated) return 'active'
  return code === 'success' ? 'finished' : 'failed'
}
