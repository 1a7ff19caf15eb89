import { createHash } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { basename, join } from 'node:path'
import { createHeadlessPorts, print, runCommand, toFailure, type HeadlessPorts } from './headless-node.ts'
import { countUnpackers } from './domain/transfer/count-unpackers.ts'
import { fetchUsage, readFetchArguments, type FetchRequest } from './headless/fetch-arguments.ts'
import { costsOf, nothingDone, summarise, type FetchReport } from './headless/fetch-report.ts'
import { FetchRunning } from './headless/headless-errors.ts'
import { compareLine, progressLine } from './headless/progress-line.ts'
import { runFetch } from './headless/run-fetch.ts'
import { createTransferFeed, type TransferFeed } from './headless/transfer-feed.ts'
import { verifyFolder } from './headless/verify-folder.ts'
import { verifyZip } from './headless/verify-zip.ts'
import { verifyLocalArchive } from './outputs/local-archive.ts'
import { accountMigrations } from './platform/database/account-migrations.ts'
import { openDatabase } from './platform/database/database.ts'
import { transferDisk } from './platform/disk.ts'
import { AlreadyRunning, lockInstance } from './platform/instance-lock.ts'
import type { CompareProgress } from './transfers/compare-folder.ts'
import { makeDestination } from './transfers/destination.ts'
import { createTransferService } from './transfers/transfer-service.ts'

/** The engine of the app from a terminal: no window, no account, one remote zip. */
async function main(): Promise<number> {
  const request = readFetchArguments(process.argv.slice(2), startFolder(process.env))
  if (request === 'help') {
    await print(fetchUsage)
    return 0
  }
  const ports = createHeadlessPorts(request.url)
  const startedMs = performance.now()
  const report = await carryOut(request, ports).catch((error: unknown): FetchReport => {
    const { bytes: bytesFetched, requests } = ports.archive.measure()
    const seconds = (performance.now() - startedMs) / 1_000
    return { ...nothingDone, ok: false, bytesFetched, requests, seconds, error: toFailure(error) }
  })
  if (request.isJson) await print(`${JSON.stringify({ ...report, ...costsOf(report, request) })}\n`)
  else process.stderr.write(summarise(report, request))
  return report.ok ? 0 : 1
}

function carryOut(request: FetchRequest, ports: HeadlessPorts): Promise<FetchReport> {
  return request.mode === 'fetch' ? fetchFiles(request, ports) : verify(request, ports)
}

async function verify(request: FetchRequest, ports: HeadlessPorts): Promise<FetchReport> {
  const { signal } = new AbortController() // nothing is written that would have to be put in order
  const onProgress = (progress: CompareProgress) => drawLine(columns => compareLine(progress, columns))
  try {
    if (request.kind === 'files') return await verifyFolder(request, { ...ports, signal, onProgress })
    return await verifyZip(request, {
      ...{ ...ports, signal, onProgress, disk: transferDisk },
      verifyZip: (path, how) => verifyLocalArchive(ports.spawnWorker, path, how),
      fetchZip: () => fetchFiles(request, ports),
    })
  } finally {
    drawLine(() => '')
  }
}

async function fetchFiles(request: FetchRequest, ports: HeadlessPorts): Promise<FetchReport> {
  const { destination, url } = request
  await makeDestination(transferDisk, destination, destination)
  const state = openState(request)
  const feed = createTransferFeed()
  const transfers = createTransferService({
    ...ports,
    openArchive: ports.archive.opener,
    limit: () => request.limit,
    database: state.database,
    disk: transferDisk,
    unpackers: countUnpackers(availableParallelism()),
    emit: feed.emit,
    usualFolder: () => destination,
    titleOf: () => url.host + url.pathname,
  })
  const clearProgress = showProgress(feed)
  const end = await runFetch(request, { ...ports, transfers, feed, interrupt: interruptSignal() })
  clearProgress()
  await state.close({ keep: end.isResumable })
  return end.report
}

/** What an interrupted fetch may rely on, beside its files. Of the same command there can be one at a time. */
function openState(request: FetchRequest) {
  const path = join(request.destination, `.inductiva-fetch-${keyOf(request)}.sqlite`)
  const lockFile = `${path}-lock`
  const unlock = lock(lockFile)
  const database = openDatabase(path, accountMigrations)
  return {
    database,
    async close({ keep }: { readonly keep: boolean }) {
      database.close()
      if (!keep) await transferDisk.remove(path)
      unlock()
      await transferDisk.remove(lockFile)
    },
  }
}

function lock(lockFile: string): () => void {
  try {
    return lockInstance(lockFile)
  } catch (error) {
    if (error instanceof AlreadyRunning) throw new FetchRunning(`${basename(lockFile)} is held`, { cause: error })
    throw error
  }
}

/** The same for the same command. Signatures in the address change from day to day; the rest names the object. */
function keyOf({ url, destination, kind, globs, conflicts }: FetchRequest): string {
  const facts = JSON.stringify([url.origin, url.pathname, destination, kind, globs, conflicts])
  return createHash('sha256').update(facts).digest('hex').slice(0, 12)
}

/** Draws how far it is, where someone can see it. Answers the way to take the line away. */
function showProgress(feed: TransferFeed): () => void {
  const stop = feed.listen(transfer => drawLine(columns => progressLine(transfer, columns)))
  return () => {
    stop()
    drawLine(() => '')
  }
}

/** In the place of the last one, where someone can see it. */
function drawLine(line: (columns: number) => string): void {
  const { stderr } = process
  if (stderr.isTTY) stderr.write(`\r\u001B[K${line(stderr.columns)}`)
}

/** Aborts at the first Ctrl+C. A second one ends at once: checkpoints make that safe. */
function interruptSignal(): AbortSignal {
  const interrupt = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      process.on(signal, () => process.exit(1))
      interrupt.abort()
    })
  }
  return interrupt.signal
}

/** npm runs its scripts in the project's folder; the person is elsewhere. */
function startFolder(environment: NodeJS.ProcessEnv): string {
  const isOurScript = environment['npm_lifecycle_event'] === 'fetch'
  return (isOurScript ? environment['INIT_CWD'] : undefined) ?? process.cwd()
}

runCommand(main)
