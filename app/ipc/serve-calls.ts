import type { Call, Calls, Handlers } from '../contract/define.ts'
import type { Reply } from '../contract/failures.ts'
import { AppError, failureOf } from '../domain/app-error.ts'
import type { Log } from '../domain/log.ts'
import { handlerBug, invalidInput, tooLarge, unknownCall, untrustedSender } from './refusals.ts'

/** Decides, for every single call, whether whoever sent it may be answered. `S` is what the transport knows of a sender. */
export interface Guard<S> {
  trusts(sender: S): boolean
}

/** Answers one call. Never throws: whatever goes wrong is a failure in the reply. */
export type AnswerCall<S> = (sender: S, name: unknown, raw: unknown) => Promise<Reply<unknown>>

/** Largest call a window may make, in characters of JSON. A selection of 20,000 paths fits. */
export const largestCallChars = 4 * 1024 * 1024

/**
 * The only way from a window to the core. Sender, size, input, output and failures are checked here, so that no handler
 * has to and no transport can leave it out: transports get nothing but the function this returns.
 */
export function serveCalls<C extends Calls, S>(
  calls: C,
  handlers: Handlers<C>,
  { guard, log }: { readonly guard: Guard<S>; readonly log: Log },
): AnswerCall<S> {
  return async (sender, name, raw) => {
    if (!guard.trusts(sender)) return untrustedSender()
    if (typeof name !== 'string' || !Object.hasOwn(calls, name)) return unknownCall()
    if (isTooLarge(raw)) return tooLarge()
    const call = calls[name] as Call // own property, checked above
    const input = call.input.safeParse(raw)
    if (!input.success) return invalidInput(input.error)
    const handle: (input: never) => Promise<unknown> = handlers[name as keyof C]
    return runHandler({ name, call, run: () => handle(input.data as never), log }) // parsed by the call's own schema
  }
}

type HandlerRun = {
  readonly name: string
  readonly call: Call
  readonly run: () => Promise<unknown>
  readonly log: Log
}

async function runHandler({ name, call, run, log }: HandlerRun): Promise<Reply<unknown>> {
  try {
    return { ok: true, value: call.output.parse(await run()) }
  } catch (error) {
    if (!(error instanceof AppError)) {
      log.error('A handler failed unexpectedly', error, { call: name })
      return handlerBug()
    }
    log.info('A call was answered with a failure', { call: name, code: error.code, reason: error.message })
    return { ok: false, failure: failureOf(error) }
  }
}

function isTooLarge(raw: unknown): boolean {
  try {
    const text = JSON.stringify(raw) as string | undefined // undefined for undefined, whatever its type says
    return text !== undefined && text.length > largestCallChars
  } catch {
    return false // not JSON (a cycle, a bigint): the schema refuses it with the right failure
  }
}
