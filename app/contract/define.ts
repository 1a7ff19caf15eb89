import type { z } from 'zod'

/** One request a window may make: what goes in, what comes out. Both sides are parsed on every call. */
export type Call = { readonly input: z.ZodType; readonly output: z.ZodType }
export type Calls = Readonly<Record<string, Call>>

/** What the core tells every window. The value is the whole new value, never a difference. */
export type Events = Readonly<Record<string, z.ZodType>>

/** What the core implements for a set of calls. */
export type Handlers<C extends Calls> = {
  readonly [N in keyof C]: (input: z.output<C[N]['input']>) => Promise<z.output<C[N]['output']>>
}

/** What a window calls: mirrors `Handlers`, with inputs as they are before parsing. */
export type Client<C extends Calls> = {
  readonly [N in keyof C]: (input: z.input<C[N]['input']>) => Promise<z.output<C[N]['output']>>
}

export type EventValues<E extends Events> = { readonly [N in keyof E]: z.output<E[N]> }

/** Tells all windows. Handed to services, which never know a transport. */
export type Emit<E extends Events> = <N extends keyof E & string>(name: N, value: z.output<E[N]>) => void
