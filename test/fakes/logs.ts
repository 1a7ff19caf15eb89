import type { Log, LogFields } from '../../app/domain/log.ts'
import type { RedactingLog } from '../../app/platform/log.ts'

const ignore = (): void => undefined

export const silentLog: RedactingLog = { debug: ignore, info: ignore, warn: ignore, error: ignore, hide: ignore }

export type LogLine = {
  readonly level: keyof Log
  readonly message: string
  readonly error?: unknown
  readonly fields: LogFields | undefined
}

/** Keeps every line for a test to look at. */
export function recordingLog(): { readonly log: RedactingLog; readonly lines: LogLine[] } {
  const lines: LogLine[] = []
  const record = (level: 'debug' | 'info' | 'warn') => (message: string, fields?: LogFields) =>
    void lines.push({ level, message, fields })
  const log: RedactingLog = {
    hide: ignore,
    debug: record('debug'),
    info: record('info'),
    warn: record('warn'),
    error: (message, error, fields) => void lines.push({ level: 'error', message, error, fields }),
  }
  return { log, lines }
}
