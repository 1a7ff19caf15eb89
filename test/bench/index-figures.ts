import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { measureCommand } from './measure-command.ts'
import type { Mode } from './modes.ts'
import type { BenchSite } from './run-downloads.ts'
import { median } from './statistics.ts'
import type { Workload } from './workloads.ts'

const openingSchema = z.object({
  isFromCache: z.boolean(),
  entries: z.int(),
  found: z.int().positive(),
  openSeconds: z.number(),
  searchSeconds: z.number(),
  peakMebibytes: z.number(),
})
type Opening = z.infer<typeof openingSchema>

export type IndexFigures = {
  readonly coldSeconds: number
  readonly searchSeconds: number
  readonly peakMebibytes: number
  readonly againSeconds: number // from what was kept
}

type Work = { readonly workload: Workload; readonly mode: Mode; readonly runs: number }

/** How long it takes to open the index of an archive, search it, and open it again in another process. Medians. */
export async function measureIndex({ workload, mode, runs }: Work, site: BenchSite): Promise<IndexFigures> {
  const cold: Opening[] = []
  const again: Opening[] = []
  for (let run = 0; run < runs; run++) {
    const folder = join(site.folder, `index-${mode.name}-${run}`)
    await mkdir(folder)
    cold.push(await openOnce(workload, mode, folder, site))
    again.push(await openOnce(workload, mode, folder, site))
  }
  if (cold.some(({ isFromCache }) => isFromCache)) throw new Error('An index was there before it was read.')
  if (!again.every(({ isFromCache }) => isFromCache)) throw new Error('An index that was kept was not taken up again.')
  const middle = (openings: readonly Opening[], of: (opening: Opening) => number) => median(openings.map(of))
  return {
    coldSeconds: middle(cold, ({ openSeconds }) => openSeconds),
    searchSeconds: middle(cold, ({ searchSeconds }) => searchSeconds),
    peakMebibytes: middle(cold, ({ peakMebibytes }) => peakMebibytes),
    againSeconds: middle(again, ({ openSeconds }) => openSeconds),
  }
}

async function openOnce(workload: Workload, mode: Mode, folder: string, site: BenchSite): Promise<Opening> {
  const url = site.service.urlOf(workload.servedPath, mode, 'index')
  const script = join(import.meta.dirname, 'index-host.ts')
  const result = await measureCommand([process.execPath, script, url, folder], join(site.folder, 'index-result'))
  if (result.exitCode !== 0) throw new Error(`Opening ended with code ${result.exitCode}: ${result.stderr.trim()}`)
  const opening = openingSchema.parse(JSON.parse(result.stdout))
  if (opening.entries <= workload.files.length) {
    throw new Error(`The index has ${opening.entries} entries instead of one more than ${workload.files.length}.`)
  }
  return opening
}
