/** What the person can do next about a problem. */
export type ProblemRemedy = 'retry' | 'sign-in' | 'choose-folder' | 'decide-conflicts' | 'none'

/** Something that went wrong, ready to be shown: a sentence, a next step, technical text to unfold. */
export type Problem = {
  readonly message: string
  readonly remedy: ProblemRemedy
  readonly details: string | null
}

const known = ['retry', 'sign-in', 'choose-folder', 'decide-conflicts', 'none'] satisfies ProblemRemedy[]
const remedies: readonly unknown[] = known

/**
 * What to show for a thrown value: the failure that an answered call carries, else one neutral sentence.
 *
 * @param unexpected  The sentence for a bug. What was thrown goes into the details, not into the sentence.
 */
export function problemOf(thrown: unknown, unexpected: string): Problem {
  if (thrown instanceof Error && 'failure' in thrown && isProblem(thrown.failure)) return thrown.failure
  return { message: unexpected, remedy: 'retry', details: thrown instanceof Error ? thrown.message : null }
}

function isProblem(value: unknown): value is Problem {
  if (typeof value !== 'object' || value === null) return false
  return 'message' in value && typeof value.message === 'string' && 'remedy' in value && remedies.includes(value.remedy)
}
