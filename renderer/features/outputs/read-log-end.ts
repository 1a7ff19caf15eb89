import type { AppClient } from '../../../app/contract/contract.ts'
import type { ArchiveSummary } from '../../../app/contract/outputs.ts'

/** What a simulation's commands printed, as the service keeps it in every output archive. */
export type LogName = 'stderr.txt' | 'stdout.txt'

export type LogEnd =
  | { readonly state: 'absent' }
  | { readonly state: 'empty' }
  | { readonly state: 'too-long'; readonly sizeBytes: number }
  | {
      readonly state: 'read'
      readonly text: string // the last lines
      readonly shownLines: number
      readonly totalLines: number
      readonly bytesFetched: number
    }

/** Entries are read from their start only: the end of a longer one is not worth its bytes unasked. */
const mostBytes = 8_000_000
const mostLines = 50
const hitsToLookThrough = 200

/** Reads the last lines of a log out of an open archive, fetching nothing but that entry. */
export async function readLogEnd(
  api: Pick<AppClient, 'searchEntries' | 'readEntryText'>,
  { id: archiveId, rootFolder }: Pick<ArchiveSummary, 'id' | 'rootFolder'>,
  name: LogName,
): Promise<LogEnd> {
  const path = `${rootFolder}${name}`
  const sort = { by: 'name', descending: false } as const
  const { rows } = await api.searchEntries({ archiveId, text: path, sort, offset: 0, limit: hitsToLookThrough })
  const entry = rows.find(row => row.path === path && row.kind === 'file')
  if (!entry || entry.entryIndex === null) return { state: 'absent' }
  if (entry.sizeBytes === 0) return { state: 'empty' }
  if (entry.sizeBytes > mostBytes) return { state: 'too-long', sizeBytes: entry.sizeBytes }
  const { text, bytesFetched } = await api.readEntryText({
    archiveId,
    entryIndex: entry.entryIndex,
    maxBytes: mostBytes,
  })
  return lastLines(text, bytesFetched)
}

function lastLines(text: string, bytesFetched: number): LogEnd {
  if (text.trim() === '') return { state: 'empty' }
  const lines = text.trimEnd().split(/\r?\n/)
  const shown = lines.slice(-mostLines)
  return { state: 'read', text: shown.join('\n'), shownLines: shown.length, totalLines: lines.length, bytesFetched }
}
