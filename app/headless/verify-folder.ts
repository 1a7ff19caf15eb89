import type { Clock } from '../domain/clock.ts'
import { failureOf } from '../domain/app-error.ts'
import { chooseTargets } from '../transfers/choose-targets.ts'
import type { Extractor } from '../transfers/extractor.ts'
import type { FetchRequest } from './fetch-arguments.ts'
import type { FetchFailure, FetchReport } from './fetch-report.ts'
import { NothingMatches } from './headless-errors.ts'
import { selectionOf, type PlainArchive } from './plain-archive.ts'

type Ports = {
  readonly archive: PlainArchive
  readonly extractor: Extractor
  readonly clock: Clock
  readonly signal: AbortSignal
}

const nothingKnown = {
  doneEntries: new Map<number, string>(),
  ours: new Set<string>(),
  renames: new Map<string, string>(),
}

/** Holds a folder against the archive, by size and CRC-32. Of the archive only the index is fetched. */
export async function verifyFolder(
  request: FetchRequest,
  { archive, extractor, clock, signal }: Ports,
): Promise<FetchReport> {
  const startedMs = clock.monotonicMs()
  const entries = await archive.openIndex(signal)
  const indexes = await entries.select(selectionOf(request.globs))
  const found = await chooseTargets({
    entries,
    indexes,
    extractor,
    signal,
    folderIndexes: [],
    rootFolder: entries.summary.rootFolder,
    destination: request.destination,
    conflicts: 'skip-identical',
    known: nothingKnown,
  })
  const missing = Array.from(found.wanted, ({ name }): FetchFailure => ({ path: name, reason: 'It is missing.' }))
  const others = found.notes.flatMap(({ path, kind, message }): FetchFailure[] => {
    if (kind === 'refused') return [{ path, reason: message }]
    return kind === 'failed' ? [{ path, reason: 'It differs from the archive.' }] : []
  })
  const { bytes, requests } = archive.measure()
  const isNothing = indexes.length === 0 && request.globs.length > 0
  return {
    ok: found.skipped === indexes.length && !isNothing,
    entries: indexes.length,
    files: found.skipped,
    skipped: found.skipped,
    bytesFetched: bytes,
    bytesWritten: 0,
    requests,
    seconds: (clock.monotonicMs() - startedMs) / 1_000,
    failures: [...missing, ...others],
    renamed: [],
    error: isNothing ? failureOf(new NothingMatches('no entry matches the globs')) : null,
  }
}
