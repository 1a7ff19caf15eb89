import { join } from 'node:path'
import { setImmediate as breathe } from 'node:timers/promises'
import type { Selection } from '../contract/outputs.ts'
import type { ArchiveEntries } from '../domain/archive/archive-entries.ts'
import { byteLength } from '../domain/byte-range.ts'
import { isLarge, planUnits, spanOf, type WorkUnit } from '../domain/transfer/plan-units.ts'
import { coveredBytes } from '../domain/transfer/range-set.ts'
import type { Checkpoint, SpoolCheckpoint } from './checkpoint-store.ts'
import { chooseTargets, type ChosenTargets, type Known } from './choose-targets.ts'
import { spoolPathOf } from './large-download.ts'
import type { ArchiveForTransfer, TransferDisk } from './ports.ts'
import type { PreparePorts, Prepared } from './prepare-transfer.ts'
import type { TransferOrder, TransferProgress } from './transfer-record.ts'
import type { Target } from './transfer-plan.ts'

type OpenArchive = Extract<ArchiveForTransfer, { state: 'open' }>
type Spools = ReadonlyMap<number, SpoolCheckpoint>

/**
 * Plans the extraction of selected entries.
 *
 * @param trusted  The checkpoint, where it belongs to this very object and nothing happened to the disk since.
 * @param earlier  The checkpoint, whatever it belongs to: what it names was written by this transfer.
 */
export async function prepareFiles(
  order: TransferOrder,
  archive: OpenArchive,
  { trusted, earlier }: { trusted: Checkpoint | undefined; earlier: Checkpoint | undefined },
  ports: PreparePorts & { readonly stagingFolder: string },
): Promise<Prepared> {
  const { entries, identity, source, rootFolder } = archive
  const { destination, conflicts, selection } = order
  const indexes = await entries.select(selection)
  const folderIndexes = await selectFolders(entries, selection, ports.signal)
  const request = { entries, indexes, folderIndexes, rootFolder, destination, conflicts }
  const known = knownOf(trusted, earlier)
  const chosen = await chooseTargets({ ...request, known, extractor: ports.extractor, signal: ports.signal })
  const spools = await survivingSpools(ports.disk, ports.stagingFolder, { trusted, wanted: chosen.wanted })
  const { connections, unpackers } = ports
  const wanted = chosen.wanted.map(target => ({ ...target, present: spools.get(target.index)?.ranges ?? [] }))
  const units = planUnits(wanted, { connections, unpackers })
  const { renames, notes, refused, inTheWay } = chosen
  return {
    plan: {
      source,
      identity,
      units,
      spools,
      refused,
      inTheWay,
      targets: new Map(chosen.wanted.map(target => [target.index, target])),
      folders: chosen.folders.map(folder => join(destination, folder)),
      progress: progressOf(chosen, units, spools),
    },
    record: { doneEntries: newlyDone(chosen, trusted), renames, notes },
    neededBytes: neededBytes(chosen.wanted, spools, unpackers),
  }
}

/** Entries found to be done that are not on record as such. */
function newlyDone({ done }: ChosenTargets, trusted: Checkpoint | undefined): ReadonlyMap<number, string> {
  const found = done.filter(({ index }) => !trusted?.doneEntries.has(index))
  return new Map(found.map(({ index, localPath }) => [index, localPath]))
}

function knownOf(trusted: Checkpoint | undefined, earlier: Checkpoint | undefined): Known {
  return {
    doneEntries: trusted?.doneEntries ?? new Map(),
    ours: new Set(trusted ? [] : earlier?.doneEntries.values()),
    renames: earlier?.renames ?? new Map(),
  }
}

/**
 * Folders with an entry of their own that the selection takes: they are created even where nothing lies in them. Globs
 * are about files.
 */
async function selectFolders(entries: ArchiveEntries, selection: Selection, signal: AbortSignal): Promise<number[]> {
  if (selection.globs) return []
  const takes = createMatcher(selection)
  const folders: number[] = []
  for (let index = 0; index < entries.count; index++) {
    if (index % 4_000 === 0) await breathe(undefined, { signal })
    const { kind, name } = entries.entry(index)
    if (kind === 'folder' && takes(name)) folders.push(index)
  }
  return folders
}

/** The longest path in the selection that the name equals or lies below decides. */
function createMatcher({ include, exclude }: Selection): (name: string) => boolean {
  const verdicts = new Map([
    ...include.map(path => [path, true] as const),
    ...exclude.map(path => [path, false] as const),
  ])
  return name => {
    for (let end = name.length; end > 0; end = name.lastIndexOf('/', end - 2) + 1) {
      const verdict = verdicts.get(name.slice(0, end))
      if (verdict !== undefined) return verdict
    }
    return verdicts.get('') ?? false
  }
}

/** Spools whose file still holds all it should. */
async function survivingSpools(
  disk: TransferDisk,
  stagingFolder: string,
  { trusted, wanted }: { trusted: Checkpoint | undefined; wanted: readonly Target[] },
): Promise<Spools> {
  const surviving = new Map<number, SpoolCheckpoint>()
  for (const target of wanted.filter(isLarge)) {
    const spool = trusted?.spools.get(target.index)
    const size = spool && (await disk.sizeOf(spoolPathOf(stagingFolder, target.index)))
    if (spool && size !== undefined && size >= (spool.ranges.at(-1)?.end ?? 0)) surviving.set(target.index, spool)
  }
  return surviving
}

function progressOf(chosen: ChosenTargets, units: readonly WorkUnit[], spools: Spools): TransferProgress {
  const { wanted, done, skipped, inTheWay, refused } = chosen
  const sizes = (targets: readonly Target[]): number => targets.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
  const spooled = [...spools.values()].reduce((sum, { ranges }) => sum + coveredBytes(ranges), 0)
  const fetchedBytes = spooled + done.reduce((sum, target) => sum + byteLength(spanOf(target)), 0)
  const writtenBytes = sizes(done)
  return {
    fetchedBytes,
    fetchBytes: fetchedBytes + units.reduce((sum, { range }) => sum + byteLength(range), 0),
    writtenBytes,
    writeBytes: writtenBytes + sizes(wanted),
    entriesDone: done.length,
    entriesTotal: done.length + wanted.length + skipped + inTheWay + refused,
    entriesSkipped: skipped,
    entriesFailed: inTheWay + refused,
  }
}

/** Room for what is to be written, and for the compressed bytes of the large entries that are unpacked at one time. */
function neededBytes(wanted: readonly Target[], spools: Spools, unpackers: number): number {
  const files = wanted.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
  const present = [...spools.values()].reduce((sum, { ranges }) => sum + coveredBytes(ranges), 0)
  const spooled = wanted.filter(target => isLarge(target) && target.method !== 0).map(target => target.compressedBytes)
  const atOneTime = spooled.sort((a, b) => b - a).slice(0, unpackers)
  return Math.max(0, files + atOneTime.reduce((sum, bytes) => sum + bytes, 0) - present)
}
