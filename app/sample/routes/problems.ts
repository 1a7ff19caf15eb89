import type { z } from 'zod'

/** A refusal that the service explains in its own form: `{"detail": …}`. */
export class ServiceProblem extends Error {
  override readonly name = 'ServiceProblem'
  readonly statusCode: number
  readonly detail: unknown

  constructor(statusCode: number, detail: unknown) {
    super(typeof detail === 'string' ? detail : `Refused with ${statusCode}`)
    this.statusCode = statusCode
    this.detail = detail
  }
}

/** Parses a query or a body. @throws ServiceProblem 422 with the service's list of faults. */
export function parseInput<S extends z.ZodType>(schema: S, place: 'query' | 'body', input: unknown): z.output<S> {
  const parsed = schema.safeParse(input)
  if (parsed.success) return parsed.data
  throw new ServiceProblem(
    422,
    parsed.error.issues.map(({ path, message, code }) => ({
      loc: [place, ...path.map(part => (typeof part === 'number' ? part : String(part)))],
      msg: message,
      type: problemTypes[code] ?? 'value_error',
    })),
  )
}

const problemTypes: Readonly<Record<string, string>> = {
  too_big: 'less_than_equal',
  too_small: 'greater_than_equal',
  invalid_type: 'missing',
  invalid_value: 'enum',
}
