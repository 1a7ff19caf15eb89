import type { Log } from '../domain/log.ts'
import type { LogFile } from './log-file.ts'

/** How long the log, and the app, may take to come to their end. Nothing may keep a broken app from ending. */
const logLimitMs = 2_000
const endLimitMs = 5_000
/** An error that repeats while the app ends fills no disk. */
const loggedWhileEnding = 20

/** The app, once there is one: what it can survive, and how it ends in order. */
export type Endangered = {
  /** Whether the app goes on all the same, for example because a full disk was behind it. */
  survive(error: unknown): boolean
  dispose(): Promise<void>
}

export type CrashGuard = { protect(app: Endangered): void }

/**
 * Ends the app when an error was caught by nobody, thrown or as a rejected promise: going on could do harm, ending cannot,
 * as what matters is in transactions and flushed files. The first one is told, the others are in the log.
 *
 * @param tell  Shows one sentence to the person; the app may stand still meanwhile.
 */
export function endOnCrash(options: {
  readonly log: Log
  readonly logFile: Pick<LogFile, 'flush' | 'end'>
  readonly logPath: string
  readonly tell: (text: string) => void
  readonly exit: (code: number) => void
}): CrashGuard {
  const { log } = options
  let app: Endangered | undefined
  let errors = 0
  const onError = (error: unknown): void => {
    if (errors < loggedWhileEnding) log.error('An error was caught by nobody', error)
    if (errors === 0 && app?.survive(error)) return
    errors++
    if (errors === 1) void endInOrder(options, app)
  }
  process.on('uncaughtException', onError)
  process.on('unhandledRejection', onError)
  return {
    protect(next) {
      app = next
    },
  }
}

async function endInOrder(options: Parameters<typeof endOnCrash>[0], app: Endangered | undefined): Promise<void> {
  const { log, logFile, logPath, tell, exit } = options
  await within(logLimitMs, logFile.flush())
  const ended = Promise.resolve(app?.dispose()).catch((error: unknown) =>
    log.error('The app could not end in order', error),
  )
  await within(endLimitMs, ended)
  tell(
    `Inductiva Desktop had to end because of an error it did not expect. Nothing was lost: transfers go on at the next start. The log says more: ${logPath}`,
  )
  await within(logLimitMs, logFile.end())
  exit(1)
}

function within(limitMs: number, work: Promise<unknown>): Promise<unknown> {
  return Promise.race([work, new Promise(resolve => setTimeout(resolve, limitMs))])
}
