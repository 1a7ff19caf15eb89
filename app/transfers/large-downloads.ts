import type { SegmentUnit } from '../domain/transfer/plan-units.ts'
import { openLargeDownload, spoolPathOf, type LargeDownload } from './large-download.ts'
import { targetOf, type SessionContext } from './session-context.ts'

/** Large entries: each opened by the first of its segments, shared by all of them. */
export interface LargeDownloads {
  /** Resolves once what was missing of the segment is in the spool. */
  fetch(unit: SegmentUnit): Promise<void>
  /** Closes them all; their spools stay on the disk. */
  stop(): Promise<void>
}

/** @param dropSegments Takes the segments of an entry out of the queue: they would only be fetched in vain. */
export function createLargeDownloads(context: SessionContext, dropSegments: (index: number) => void): LargeDownloads {
  const { plan, results, checkpointer, disk, stagingFolder } = context
  const opened = new Map<number, Promise<LargeDownload | undefined>>()

  const open = async (index: number): Promise<LargeDownload | undefined> => {
    const target = targetOf(plan, index)
    const known = results.wasDamaged(index) ? undefined : plan.spools.get(index)
    const large = await openLargeDownload(target, known, context)
    if (!('kind' in large)) {
      context.track(finish(index, large))
      return large
    }
    opened.delete(index)
    dropSegments(index)
    results.settle(target, large)
    return undefined
  }
  const finish = async (index: number, large: LargeDownload): Promise<void> => {
    const end = await large.end
    if (end.kind === 'aborted') return
    if (end.kind === 'trouble') await checkpointer.flush() // what arrived is kept
    await large.close()
    if (end.kind === 'trouble') {
      context.onTrouble(end.trouble)
      return
    }
    if (end.outcome.kind !== 'written') await forget(index)
    results.settle(targetOf(plan, index), end.outcome, large.writtenBytes())
  }
  const forget = async (index: number): Promise<void> => {
    dropSegments(index)
    opened.delete(index)
    checkpointer.drop(index)
    await checkpointer.commit() // a file of the same name and size comes next: the record must not vouch for it
    await disk.remove(spoolPathOf(stagingFolder, index))
  }
  return {
    async fetch({ entry, range }) {
      const opening = opened.get(entry) ?? open(entry)
      opened.set(entry, opening)
      try {
        await (await opening)?.fetch(range)
      } catch (error) {
        await opening.catch(() => opened.delete(entry)) // could not be opened: the next attempt tries anew
        throw error
      }
    },
    async stop() {
      await Promise.allSettled([...opened.values()].map(async opening => (await opening)?.close()))
    },
  }
}
