import type { Handlers } from '../contract/define.ts'
import type { EntryAddress, entryAddressCalls, EntryPurpose } from '../contract/entry-addresses.ts'
import { AppError } from '../domain/app-error.ts'
import type { ArchiveEntry } from '../domain/archive/archive-entries.ts'
import { readEntryAddress, writeEntryAddress, type EntryPlace } from '../domain/archive/entry-address.ts'
import {
  contentHeaders,
  refusalOf,
  type AnswerEntry,
  type ContentFacts,
  type EntryAnswer,
  type EntryQuestion,
} from '../domain/archive/entry-answer.ts'
import { mediaTypeOf } from '../domain/archive/media-type.ts'
import { readRangeHeader } from '../domain/archive/requested-range.ts'
import type { Clock } from '../domain/clock.ts'
import type { Log } from '../domain/log.ts'
import { ObjectChanged } from '../domain/object-errors.ts'
import { createUsualPaths } from '../domain/transfer/local-names.ts'
import { EntryAddressUnknown, EntryNotFound, EntryUnsupported } from './archive-errors.ts'
import { readContent } from './entry-content.ts'
import { EntryGrants } from './entry-grants.ts'
import { entryWithData, type OpenedForReading, type OutputService } from './output-service.ts'
import { createRetry } from './retry-requests.ts'
import { steadySource } from './steady-source.ts'

/** The contents of entries, for browsers and for whoever drags one out: addresses, and what they are answered with. */
export interface EntryContents {
  readonly handlers: Handlers<typeof entryAddressCalls>
  readonly answer: AnswerEntry
  /** No address given out so far is good any more. */
  dispose(): void
}

export type EntryContentsOptions = {
  readonly outputs: Pick<OutputService, 'openForReading'>
  /** Where the shell serves `answer`: "https://host:1234", without a slash at the end. */
  readonly origin: string
  readonly clock: Clock
  readonly log: Log
}

type Context = EntryContentsOptions & { readonly grants: EntryGrants }
type Found = { readonly place: EntryPlace; readonly archive: OpenedForReading; readonly entry: ArchiveEntry }

export function createEntryContents(options: EntryContentsOptions): EntryContents {
  const context = { ...options, grants: new EntryGrants(options.clock) }
  return {
    handlers: {
      async entryUrl({ archiveId, entryIndex, purpose }): Promise<EntryAddress> {
        const archive = await options.outputs.openForReading(archiveId)
        const entry = readable(entryWithData(archive.entries, entryIndex))
        const place = placeOf(archive, entry, { grant: context.grants.give(archiveId), purpose })
        const { media, fileName } = factsOf({ place, archive, entry })
        return { url: options.origin + writeEntryAddress(place), mediaType: media.type, fileName }
      },
    },
    async answer(question) {
      try {
        return await answerContent(context, question)
      } catch (error) {
        return refuse(context, error)
      }
    },
    dispose: () => context.grants.clear(),
  }
}

function placeOf(
  { taskId, kind }: OpenedForReading,
  { name }: ArchiveEntry,
  rest: { readonly grant: string; readonly purpose: EntryPurpose },
): EntryPlace {
  return { taskId, archive: kind, path: name, ...rest }
}

async function answerContent(context: Context, question: EntryQuestion): Promise<EntryAnswer> {
  if (question.method !== 'GET' && question.method !== 'HEAD') return refusalOf(405, 'Contents can only be read.')
  const found = await find(context, question.target)
  const facts = factsOf(found)
  const { sizeBytes, tag } = facts
  // A range of something else than the asker has already is of no use to them.
  const isStale = question.ifRange !== null && question.ifRange !== tag
  const asked = readRangeHeader(isStale ? null : question.range, sizeBytes)
  if (asked.kind === 'unsatisfiable') {
    return refusalOf(416, 'This file has no such bytes.', { 'content-range': `bytes */${sizeBytes}` })
  }
  const range = asked.kind === 'part' ? asked.range : null
  const headers = contentHeaders(facts, range)
  const body = question.method === 'HEAD' ? null : await begin(context, question, found, range)
  return { status: range ? 206 : 200, headers, body }
}

/** @throws EntryAddressUnknown, EntryNotFound, EntryUnsupported, and what opening the archive throws */
async function find({ grants, outputs }: Context, target: string): Promise<Found> {
  const place = readEntryAddress(target)
  const archiveId = place && grants.archiveOf(place.grant)
  if (!archiveId) throw new EntryAddressUnknown('no such address was given out, or it was not used for too long')
  const archive = await outputs.openForReading(archiveId)
  const isOfThisArchive = archive.taskId === place.taskId && archive.kind === place.archive
  const [index] = isOfThisArchive ? await archive.entries.select({ include: [place.path], exclude: [] }) : []
  const entry = index === undefined ? null : archive.entries.entry(index)
  if (entry?.name !== place.path) throw new EntryNotFound(index ?? -1) // a folder is selected by what is in it
  return { place, archive, entry: readable(entry) }
}

/** What cannot be written to a disk is served to nobody either. */
function readable(entry: ArchiveEntry): ArchiveEntry {
  if (entry.problem !== null) throw new EntryUnsupported(entry.problem)
  return entry
}

function factsOf({ place, archive, entry }: Found): ContentFacts {
  const localPath = createUsualPaths(archive.rootFolder)(entry.name)
  const { sizeBytes, crc32 } = entry
  return {
    media: mediaTypeOf(entry.name),
    purpose: place.purpose,
    fileName: localPath.slice(localPath.lastIndexOf('/') + 1),
    sizeBytes,
    tag: `"${crc32.toString(16).padStart(8, '0')}-${sizeBytes}"`,
  }
}

/** Answers once the first bytes are there, or all of a small content: what is wrong by then has an answer of its own. */
async function begin(
  context: Context,
  { signal }: EntryQuestion,
  { archive, entry }: Found,
  part: { readonly start: number; readonly end: number } | null,
): Promise<AsyncIterable<Uint8Array>> {
  const source = steadySource(archive.source, createRetry(context.clock))
  const request = { source, identity: archive.identity, entry, signal: AbortSignal.any([signal, archive.ended]) }
  const chunks = readContent(request, part ?? { start: 0, end: entry.sizeBytes })
  try {
    const first = await chunks.next()
    return watched(context, { archive, entry, signal }, afterFirst(first, chunks))
  } catch (error) {
    if (error instanceof ObjectChanged) await archive.forget()
    throw error
  }
}

async function* afterFirst(
  first: IteratorResult<Uint8Array, void>,
  rest: AsyncGenerator<Uint8Array, void>,
): AsyncGenerator<Uint8Array, void> {
  try {
    if (first.done !== true) yield first.value
    yield* rest
  } finally {
    await rest.return() // whoever leaves before the rest was begun ends it as well
  }
}

/** A failure in the middle can only break the connection: the log says why. */
async function* watched(
  { log }: Context,
  { archive, entry, signal }: Omit<Found, 'place'> & { readonly signal: AbortSignal },
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void> {
  try {
    yield* chunks
  } catch (error) {
    if (error instanceof ObjectChanged) await archive.forget()
    const about = { task: archive.taskId, archive: archive.kind, entry: entry.index }
    if (!signal.aborted) log.warn('The content of an entry ended before its end', { ...about, reason: String(error) })
    throw error
  }
}

const statuses: Readonly<Record<string, number>> = {
  'untrusted-sender': 403,
  'not-signed-in': 403,
  'not-found': 404,
  'entry-unsupported': 404,
  'archive-changed': 410,
}

function refuse({ log }: Context, error: unknown): EntryAnswer {
  if (!(error instanceof AppError)) {
    log.error('The content of an entry could not be answered', error)
    return refusalOf(500, 'Something went wrong inside Inductiva Desktop. Its log says more.')
  }
  log.info('The content of an entry was refused', { code: error.code, reason: error.message })
  return refusalOf(statuses[error.code] ?? 502, error.userMessage)
}
