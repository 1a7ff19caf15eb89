import type { ErrorCode } from '../../contract/failures.ts'

/** Failures that pass by themselves: the network or the service is away, not wrong. */
const transient: ReadonlySet<ErrorCode> = new Set([
  'service-unreachable',
  'service-slow',
  'service-busy',
  'service-error',
] as const)

export function isTransient(code: ErrorCode): boolean {
  return transient.has(code)
}
