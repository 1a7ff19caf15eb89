import { findingKindSchema, type FindingKind } from '../contract/checks.ts'
import type { Clock } from '../domain/clock.ts'
import { failureOf } from '../domain/app-error.ts'
import { compareFolder, type CompareProgress, type FolderComparison } from '../transfers/compare-folder.ts'
import type { SpawnCompareWorker } from '../transfers/compare-threads.ts'
import type { FindingAt } from '../transfers/findings.ts'
import type { FetchRequest } from './fetch-arguments.ts'
import { nothingDone, type FetchFailure, type FetchReport } from './fetch-report.ts'
import { NothingMatches } from './headless-errors.ts'
import { selectionOf, type PlainArchive } from './plain-archive.ts'

type Ports = {
  readonly archive: PlainArchive
  readonly spawnWorker: SpawnCompareWorker
  readonly clock: Clock
  readonly signal: AbortSignal
  readonly onProgress: (progress: CompareProgress) => void
}

/** Holds a folder against the archive, by size and CRC-32. Of the archive only the index is fetched. */
export async function verifyFolder(request: FetchRequest, ports: Ports): Promise<FetchReport> {
  const { archive, clock, signal } = ports
  const startedMs = clock.monotonicMs()
  const entries = await archive.openIndex(signal)
  const compared = await compareFolder(
    {
      ...{ entries, signal, onProgress: ports.onProgress, names: new Map() },
      selection: selectionOf(request.globs),
      rootFolder: entries.summary.rootFolder,
      destination: request.destination,
    },
    ports.spawnWorker,
  )
  const refused = compared.refused.map((index): FetchFailure => {
    const { name, problem } = entries.entry(index)
    return { path: name, reason: problem ?? '' }
  })
  const failures = [...listed(compared, wrong).map(failureFor), ...refused]
  const { bytes, requests } = archive.measure()
  const { files, same } = compared
  const isNothing = files + refused.length === 0 && request.globs.length > 0
  return {
    ...nothingDone,
    ok: failures.length === 0 && !isNothing,
    entries: files + refused.length,
    files: same,
    skipped: same,
    bytesFetched: bytes,
    requests,
    seconds: (clock.monotonicMs() - startedMs) / 1_000,
    failures,
    extra: listed(compared, ['extra']).map(({ path }) => path),
    error: isNothing ? failureOf(new NothingMatches('no entry matches the globs')) : null,
  }
}

const wrong = findingKindSchema.options.filter(kind => kind !== 'extra')

function listed({ findings }: FolderComparison, kinds: readonly FindingKind[]): readonly FindingAt[] {
  return findings.page(kinds, { offset: 0, limit: findings.listed(kinds) })
}

function failureFor({ kind, path }: FindingAt): FetchFailure {
  return { path, reason: reasons[kind] }
}

const reasons: Readonly<Record<FindingKind, string>> = {
  missing: 'It is missing.',
  size: 'It differs from the archive: it has another size.',
  content: 'It differs from the archive: of the same size, but with another checksum.',
  occupied: 'A folder or a link has its name.',
  unreadable: 'It cannot be read.',
  damaged: 'It is damaged.',
  extra: 'The archive does not have it.',
}
