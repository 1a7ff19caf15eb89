import type { AppClient } from '../../../app/contract/contract.ts'
import type { OpenFiles } from './archive-shelf.ts'
import type { Tickable } from './selection.ts'

const hitsAtOnce = 500

/**
 * Every hit of a search that can be taken: to leave them out one by one.
 *
 * @param onProgress  Told how many hits have been read.
 */
export async function readHits(
  api: Pick<AppClient, 'searchEntries'>,
  files: OpenFiles,
  text: string,
  onProgress: (done: number) => void,
): Promise<readonly Tickable[]> {
  const hits: Tickable[] = []
  const sort = { by: 'name', descending: false } as const
  for (let offset = 0; ; offset += hitsAtOnce) {
    const window = { archiveId: files.summary.id, text, sort, offset, limit: hitsAtOnce }
    const { rows, total } = await api.searchEntries(window)
    hits.push(...rows.filter(row => row.kind !== 'folder' && row.problem === null))
    onProgress(Math.min(offset + rows.length, total))
    if (rows.length === 0 || offset + rows.length >= total) return hits
  }
}
