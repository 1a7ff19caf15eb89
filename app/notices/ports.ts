import type { z } from 'zod'

/** Named values of this computer that outlive the app. */
export interface NamedValues {
  /** Undefined where there is none, or where it does not fit the schema. */
  read<S extends z.ZodType>(name: string, schema: S): z.output<S> | undefined
  write(name: string, value: unknown): void
}
