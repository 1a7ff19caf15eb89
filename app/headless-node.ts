import { AppError, failureOf } from './domain/app-error.ts'
import type { Failure } from './contract/failures.ts'
import type { Clock } from './domain/clock.ts'
import { silentLog, type Log } from './domain/log.ts'
import { StateNotSaved } from './headless/headless-errors.ts'
import { createPlainArchive, type PlainArchive } from './headless/plain-archive.ts'
import { UsageError } from './headless/usage-error.ts'
import { systemClock } from './platform/clock.ts'
import type { StreamingClient } from './outputs/ports.ts'
import { createBulkTransport } from './platform/bulk-http.ts'
import { createSpawnWorker, type SpawnWorker } from './platform/workers.ts'

/** What the commands that need neither window nor account have in common. */
export type HeadlessPorts = {
  readonly clock: Clock
  readonly log: Log
  readonly spawnWorker: SpawnWorker
  readonly archive: PlainArchive
}

export function createHeadlessPorts(url: URL): HeadlessPorts {
  const extension = import.meta.url.endsWith('.ts') ? '.ts' : '.js'
  const spawnWorker = createSpawnWorker(new URL('.', import.meta.url), extension)
  const archive = createPlainArchive(url, {
    dispatcher: createLateDispatcher(),
    bulk: createBulkTransport(process.env),
    clock: systemClock,
    log: silentLog,
    spawnWorker,
  })
  return { clock: systemClock, log: silentLog, spawnWorker, archive }
}

/** Loading undici is a third of the start, and only what lies behind a proxy or comes in chunks needs it. */
function createLateDispatcher(): StreamingClient {
  let loaded: Promise<StreamingClient> | undefined
  const load = async (): Promise<StreamingClient> => {
    const { createDispatcher } = await import('./platform/http.ts')
    return createDispatcher(process.env)
  }
  return { request: async options => (await (loaded ??= load())).request(options) }
}

/** Runs a command to its exit code, whatever happens. */
export function runCommand(main: () => Promise<number>): void {
  const crashed = new Promise<never>((_, reject) => process.on('uncaughtException', reject))
  const alive = setInterval(() => undefined, 60_000) // the engine's own timers do not keep a process alive
  endWithReader()
  const exit = (code: number): void => {
    clearInterval(alive)
    process.exit(code)
  }
  Promise.race([main(), crashed]).then(exit, (error: unknown) => {
    const isUsage = error instanceof UsageError
    process.stderr.write(isUsage ? `${error.message} --help tells more.\n` : `${explainFailure(toFailure(error))}\n`)
    exit(isUsage ? 2 : 1)
  })
}

/** A failure to show, of whatever was thrown. */
export function toFailure(error: unknown): Failure {
  if (isFullDisk(error)) return failureOf(new StateNotSaved(String(error)))
  if (error instanceof AppError) return failureOf(error)
  const details = error instanceof Error ? (error.stack ?? error.message) : String(error)
  const message = 'Something unexpected happened. What has arrived is kept.'
  return { code: 'internal', message, remedy: 'retry', details }
}

/** SQLITE_FULL (sqlite.org/rescode.html). */
function isFullDisk(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === 13
}

function explainFailure({ message, details }: Failure): string {
  return details === null ? message : `${message}\n(${details})`
}

/** Whoever reads the output may have seen enough, as `head` does. */
function endWithReader(): void {
  process.stdout.on('error', (error: Error) => {
    if ('code' in error && error.code === 'EPIPE') process.exit(0)
    throw error
  })
}

/** Resolves once the text is on its way: a process that exits earlier might cut it off. */
export function print(text: string): Promise<void> {
  return new Promise(resolve => process.stdout.write(text, () => resolve()))
}
