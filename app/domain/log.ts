/** Values worth a line in the log. Credentials and signed URLs never: the adapter redacts, callers do not rely on it. */
export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>

export interface Log {
  debug(message: string, fields?: LogFields): void
  info(message: string, fields?: LogFields): void
  warn(message: string, fields?: LogFields): void
  /** `error` keeps its stack and causes. */
  error(message: string, error: unknown, fields?: LogFields): void
}

const ignore = (): void => undefined

/** Where there is nobody to read a log: a command in a terminal tells its person everything. */
export const silentLog: Log = { debug: ignore, info: ignore, warn: ignore, error: ignore }
