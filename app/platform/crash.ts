import type { Writable } from 'node:stream'
import type { Log } from '../domain/log.ts'

const sentence =
  'Inductiva Desktop had to end because of an error it did not expect. Nothing was lost: transfers go on at the next start. The log says more.'

/**
 * Ends the app when something was caught by nobody: a bug, or a full disk under the databases. Going on could do harm,
 * ending cannot: what matters is in transactions and flushed files. The log is written before the end.
 *
 * @param tell  Shows one sentence to the person.
 */
export function endOnCrash(options: {
  readonly log: Log
  readonly logFile: Writable
  readonly tell: (text: string) => void
  readonly exit: (code: number) => void
}): void {
  const { log, logFile, tell, exit } = options
  process.once('uncaughtException', error => {
    log.error('An error was caught by nobody', error)
    tell(sentence)
    logFile.end(() => exit(1))
  })
}
