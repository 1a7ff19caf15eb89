import { z } from 'zod'
import type { AppError } from '../domain/app-error.ts'
import {
  AnswerNotUnderstood,
  KeyRefused,
  NotAllowed,
  NotFound,
  RequestRefused,
  ServiceBusy,
  ServiceError,
} from '../domain/service-errors.ts'

const detailSchema = z.object({
  detail: z.union([
    z.string(),
    z.array(z.object({ msg: z.string() }).transform(({ msg }) => msg)).transform(all => all.join('; ')),
  ]),
})

/** What a response without success means. `details` names the request and the service's own words, never the key. */
export function failureOfResponse(response: {
  readonly request: string // "GET /tasks/abc"
  readonly status: number
  readonly body: string
  readonly retryAfterMs: number | null
}): AppError {
  const { request, status, body, retryAfterMs } = response
  const facts = {
    details: [`${request} answered ${status}`, serverDetail(body)].filter(Boolean).join(': '),
    retryAfterMs,
  }
  if (status === 401) return new KeyRefused(facts)
  if (status === 403) return new NotAllowed(facts)
  if (status === 404) return new NotFound(facts)
  if (status === 429 || status === 503) return new ServiceBusy(facts)
  if (status >= 500) return new ServiceError(facts)
  if (status >= 400) return new RequestRefused(facts)
  return new AnswerNotUnderstood(facts) // a redirect, for example: never followed, for it would carry the key elsewhere
}

/** The service explains its refusals in `detail`; pages of a proxy in between are not repeated. */
function serverDetail(body: string): string {
  try {
    const parsed = detailSchema.safeParse(JSON.parse(body))
    return parsed.success ? withoutSignatures(parsed.data.detail).slice(0, 500) : ''
  } catch {
    return '' // not JSON: then it has no detail to show
  }
}

/** An address in the text loses its query, where signatures are. */
function withoutSignatures(text: string): string {
  return text.replace(/(https?:\/\/[^\s"'?]+)\?[^\s"']*/gi, '$1?…')
}
