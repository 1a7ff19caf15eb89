import type { AppClient, AppEventValues } from '../../app/contract/contract.ts'
import { calls, events } from '../../app/contract/contract.ts'
import type { Failure } from '../../app/contract/failures.ts'
import { replySchema } from '../../app/contract/failures.ts'

/** What a shell gives the window: one way to ask, one way to listen, nothing else. */
export interface Transport {
  /** Sends a call and resolves with the raw reply. Rejects only when the connection is gone. */
  invoke(name: string, input: unknown): Promise<unknown>
  /** Hands on every event until the returned function is called. */
  listen(onEvent: (name: string, value: unknown) => void): () => void
  /** The path of a file that was dropped into the window. Absent where the window may not know it, as in a browser. */
  pathOf?(file: File): string
}

/** A call answered with a failure: what `perform` shows near its cause. */
export class CallFailed extends Error {
  override readonly name = 'CallFailed'
  readonly failure: Failure

  constructor(failure: Failure) {
    super(failure.message)
    this.failure = failure
  }
}

type EventName = keyof AppEventValues

/** The typed client of the contract over any transport. Replies and events are parsed on arrival. */
export type Bridge = {
  readonly api: AppClient
  /** Calls back with each new value of an event. Answers a function that stops it. */
  on<N extends EventName>(name: N, listener: (value: AppEventValues[N]) => void): () => void
  /** Of a file that was dropped into the window; null where the shell does not tell paths. */
  readonly pathOf: ((file: File) => string) | null
}

export function createBridge(transport: Transport): Bridge {
  const listeners = new Map<string, Set<(value: never) => void>>()
  transport.listen((name, raw) => {
    const schema = (events as Readonly<Record<string, (typeof events)[EventName]>>)[name]
    const parsed = schema?.safeParse(raw)
    if (!parsed?.success) return // an event of another version: the next snapshot tells
    for (const listener of listeners.get(name) ?? []) listener(parsed.data as never)
  })
  const invoke = async (name: keyof typeof calls, input: unknown): Promise<unknown> => {
    const reply = replySchema.parse(await transport.invoke(name, input))
    if (!reply.ok) throw new CallFailed(reply.failure)
    return calls[name].output.parse(reply.value)
  }
  const names = Object.keys(calls) as (keyof typeof calls)[]
  const api = Object.fromEntries(names.map(name => [name, (input: unknown) => invoke(name, input)]))
  return {
    pathOf: transport.pathOf ? file => transport.pathOf?.(file) ?? '' : null,
    api: api as unknown as AppClient, // built from the contract's own names, parsed by its own schemas
    on(name, listener) {
      const own = listeners.get(name) ?? new Set()
      listeners.set(name, own)
      own.add(listener)
      return () => own.delete(listener)
    },
  }
}
