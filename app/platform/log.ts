import { homedir } from 'node:os'
import pino, { type DestinationStream } from 'pino'
import type { Log } from '../domain/log.ts'
import { createRedactor } from './redact.ts'

/** A log that knows secrets, so that it never writes them. */
export type RedactingLog = Log & {
  /** From now on this secret is in no line, whatever field, message or error it stands in. */
  hide(secret: string): void
}

/** A log of JSON lines. Every line passes through a redactor before it is written. */
export function createLog(
  destination: DestinationStream,
  level: 'debug' | 'info' = 'info',
  homeFolder = homedir(),
): RedactingLog {
  const redactor = createRedactor(homeFolder)
  const logger = pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { err: pino.stdSerializers.errWithCause },
    },
    {
      write: line => {
        destination.write(redactor.redact(line))
      },
    },
  )
  return {
    debug: (message, fields) => logger.debug(fields ?? {}, message),
    info: (message, fields) => logger.info(fields ?? {}, message),
    warn: (message, fields) => logger.warn(fields ?? {}, message),
    error: (message, error, fields) => logger.error({ err: error, ...fields }, message),
    hide: secret => redactor.hide(secret),
  }
}
