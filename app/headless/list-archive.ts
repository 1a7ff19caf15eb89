import { parseArgs } from 'node:util'
import type { ArchiveEntry } from '../domain/archive/archive-entries.ts'
import { printable } from '../domain/printable.ts'
import type { ArchiveIndex } from '../outputs/archive-index.ts'
import { selectionOf } from './plain-archive.ts'
import { readGlobs, readUrl, strictly } from './read-options.ts'

export type ListRequest = { readonly url: URL; readonly globs: readonly string[]; readonly isJson: boolean }

export const listUsage = `Lists the entries of a remote zip archive; of the archive only its index is fetched.

  npm run --silent ls -- --url <address of a zip> [--only <glob>]… [--json]

Exit code 0: listed. 1: it could not be. 2: the command was not understood.
`

/** @throws UsageError */
export function readListArguments(args: readonly string[]): ListRequest | 'help' {
  const options = {
    url: { type: 'string' },
    only: { type: 'string', multiple: true },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  } as const
  const { values } = strictly(() => parseArgs({ args: [...args], options }))
  if (values.help) return 'help'
  return { url: readUrl(values.url), globs: readGlobs(values.only), isJson: values.json }
}

/** The listing in pieces of some thousand entries: a line each, or the elements of one JSON array. */
export async function* listEntries(index: ArchiveIndex, { globs, isJson }: ListRequest): AsyncGenerator<string> {
  const places = globs.length > 0 ? await index.select(selectionOf(globs)) : everyPlace(index.count)
  const show = isJson ? jsonOf : lineOf
  if (isJson) yield '['
  let piece: string[] = []
  let separator = ''
  for (const place of places) {
    piece.push(separator + show(index.entry(place)))
    separator = isJson ? ',\n' : '\n'
    if (piece.length < 5_000) continue
    yield piece.join('')
    piece = []
  }
  yield piece.join('') + (isJson ? ']\n' : separator)
}

function* everyPlace(count: number): Generator<number> {
  for (let place = 0; place < count; place++) yield place
}

function jsonOf(entry: ArchiveEntry): string {
  const { name: path, kind, sizeBytes, compressedBytes, modifiedAtMs, problem } = entry
  const modifiedAt = modifiedAtMs === null ? null : new Date(modifiedAtMs).toISOString()
  const crc32 = entry.crc32.toString(16).padStart(8, '0')
  return JSON.stringify({ path, kind, sizeBytes, compressedBytes, modifiedAt, crc32, problem })
}

function lineOf({ name, sizeBytes, modifiedAtMs, problem }: ArchiveEntry): string {
  const size = String(sizeBytes).padStart(14)
  const modified = (modifiedAtMs === null ? '' : minuteOf(new Date(modifiedAtMs))).padEnd(16)
  const refused = problem === null ? '' : `  (cannot be fetched: ${problem})`
  return `${size}  ${modified}  ${printable(name)}${refused}`
}

/** "2026-03-04 17:05", in the time zone of this machine. */
function minuteOf(date: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0')
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}`
}
