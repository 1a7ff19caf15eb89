import type { SampleService } from '../../../app/sample/sample-service.ts'

/** JSON as a test looks into it: what is not there is undefined. */
export type Json = string | number | boolean | null | undefined | Json[] | { [name: string]: Json }
export type Answer = { readonly status: number; readonly body: Json }

/** One call of the web API. `body` is parsed JSON. */
export async function call(
  service: SampleService,
  path: string,
  options: { readonly method?: string; readonly body?: unknown; readonly key?: string } = {},
): Promise<Answer> {
  const response = await fetch(`${service.baseUrl}${path}`, {
    method: options.method ?? 'GET',
    headers: {
      'X-API-Key': options.key ?? service.key,
      ...(options.body === undefined ? {} : { 'Content-Type': 'application/json' }),
    },
    ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
  })
  const text = await response.text()
  return { status: response.status, body: text === '' ? undefined : (JSON.parse(text) as Json) }
}

/** The id of the first task, newest first, that stands so. */
export function idWith(service: SampleService, status: string): string {
  const task = service.account.tasks().find(({ state }) => state.status === status)
  if (!task) throw new Error(`No task is ${status}`)
  return task.plan.id
}

/** An address that grants reading of a stored file. */
export async function signedUrl(service: SampleService, path: string, operation = 'download'): Promise<string> {
  const { body } = await call(service, `/storage/signed-urls?operation=${operation}&paths=${encodeURIComponent(path)}`)
  return textAt(body, 0)
}

/** Looks into JSON step by step; undefined where a step leads nowhere. */
export function at(json: Json, ...steps: readonly (string | number)[]): Json {
  return steps.reduce<Json>((value, step) => {
    if (Array.isArray(value)) return value.at(Number(step))
    return typeof value === 'object' && value !== null ? value[step] : undefined
  }, json)
}

/** A text or number in JSON, as text. */
export function textAt(json: Json, ...steps: readonly (string | number)[]): string {
  const value = at(json, ...steps)
  if (typeof value === 'string') return value
  if (typeof value === 'number') return value.toString()
  throw new Error(`Expected a text or a number, got ${JSON.stringify(value)}`)
}

export function list(json: Json): readonly Json[] {
  if (!Array.isArray(json)) throw new Error(`Expected a list, got ${JSON.stringify(json)}`)
  return json
}
