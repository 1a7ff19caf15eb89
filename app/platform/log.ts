import pino, { type DestinationStream } from 'pino'
import type { Log } from '../domain/log.ts'

/** Header and query values that grant access, wherever they turn up in a line. */
const secrets = [
  /([?&](?:sig|signature|x-goog-[a-z-]+|x-amz-[a-z-]+|token|key|expires)=)[^&\s"']+/gi,
  /(x-api-key["']?\s*[:=]\s*["']?)[^"'\s,}]+/gi,
]

/** Takes credentials and signatures out of a text: the last line of defence, not the first. */
export function redact(text: string): string {
  return secrets.reduce((result, secret) => result.replace(secret, '$1…'), text)
}

/** A log of JSON lines. Every line passes through `redact` before it is written. */
export function createLog(destination: DestinationStream, level: 'debug' | 'info' | 'silent' = 'info'): Log {
  const logger = pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { err: pino.stdSerializers.errWithCause },
    },
    {
      write: line => {
        destination.write(redact(line))
      },
    },
  )
  return {
    debug: (message, fields) => logger.debug(fields ?? {}, message),
    info: (message, fields) => logger.info(fields ?? {}, message),
    warn: (message, fields) => logger.warn(fields ?? {}, message),
    error: (message, error, fields) => logger.error({ err: error, ...fields }, message),
  }
}
