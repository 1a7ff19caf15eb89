import { join } from 'node:path'
import { setImmediate as breathe } from 'node:timers/promises'
import type { Selection } from '../contract/outputs.ts'
import type { ArchiveEntries } from '../domain/archive/archive-entries.ts'
import { byteLength } from '../domain/byte-range.ts'
import { isLarge, planUnits, type WantedEntry, type WorkUnit } from '../domain/transfer/plan-units.ts'
import { spoolRoom } from '../domain/transfer/spool-room.ts'
import { coveredBytes, type RangeSet } from '../domain/transfer/range-set.ts'
import type { Checkpoint, SpoolCheckpoint } from './checkpoint-store.ts'
import { chooseTargets, type ChosenTargets, type Known } from './choose-targets.ts'
import { findSpool } from './find-spool.ts'
import { spoolPathOf } from './large-download.ts'
import type { ArchiveForTransfer, TransferDisk } from './ports.ts'
import type { PlanningPorts, Prepared } from './prepare-transfer.ts'
import type { TransferOrder, TransferProgress } from './transfer-record.ts'
import type { TargetList } from './target-list.ts'

type OpenArchive = Extract<ArchiveForTransfer, { state: 'open' }>
type Spools = ReadonlyMap<number, SpoolCheckpoint>
const nothing: RangeSet = []

/**
 * Plans the extraction of selected entries.
 *
 * @param trusted  What of the checkpoint may be relied on without looking; undefined where it is of another object.
 * @param earlier  The checkpoint, whatever it belongs to: what it names was written by this transfer.
 */
export async function prepareFiles(
  order: TransferOrder,
  archive: OpenArchive,
  { trusted, earlier }: { trusted: Checkpoint | undefined; earlier: Checkpoint | undefined },
  ports: PlanningPorts,
): Promise<Prepared> {
  const { entries, identity, source, rootFolder } = archive
  const { destination, selection } = order
  const { rule } = ports
  const indexes = await entries.select(selection)
  const folderIndexes = await selectFolders(entries, selection, ports.signal)
  const isVacant = await ports.extractor.isVacant(destination)
  const request = { entries, indexes, folderIndexes, rootFolder, destination, rule, isVacant }
  const known = knownOf(trusted, earlier, ports.givenNames.read(order.id))
  const chosen = await chooseTargets({ ...request, known, extractor: ports.extractor, signal: ports.signal })
  const { spools, takenBytes } = await survivingSpools(ports.disk, ports.stagingFolder, {
    trusted,
    wanted: chosen.wanted,
  })
  const { connections, unpackers } = ports
  const units = planUnits(withSpools(chosen.wanted, spools), { connections, unpackers })
  const { renames, notes, refused, inTheWay, conflicts } = chosen
  return {
    plan: {
      source,
      identity,
      units,
      spools,
      refused,
      inTheWay,
      targets: chosen.wanted,
      folders: chosen.folders.map(({ localPath, modifiedAtMs }) => ({
        path: join(destination, localPath),
        modifiedAtMs,
      })),
      progress: progressOf(chosen, units, spools),
    },
    record: { doneEntries: chosen.done.found, renames, notes, conflicts },
    neededBytes: neededBytes(chosen.wanted, takenBytes, unpackers),
  }
}

/** What is wanted with what is there of it; may be walked through again and again. */
function withSpools(wanted: TargetList, spools: Spools): Iterable<WantedEntry> {
  return {
    *[Symbol.iterator]() {
      for (const bounds of wanted.bounds()) yield { ...bounds, present: spools.get(bounds.index)?.ranges ?? nothing }
    },
  }
}

function knownOf(
  trusted: Checkpoint | undefined,
  earlier: Checkpoint | undefined,
  given: ReadonlyMap<string, string>,
): Known {
  const doneEntries = trusted?.doneEntries ?? new Map<number, string>()
  const isAllTrusted = doneEntries === earlier?.doneEntries
  return {
    doneEntries,
    ours: new Set(isAllTrusted ? [] : earlier?.doneEntries.values()),
    renames: new Map([...given, ...(earlier?.renames ?? [])]),
  }
}

/**
 * Folders with an entry of their own that the selection takes: they are created even where nothing lies in them. Its
 * globs are about files alone.
 */
export async function selectFolders(
  entries: ArchiveEntries,
  selection: Selection,
  signal: AbortSignal,
): Promise<number[]> {
  const takes = createMatcher(selection)
  const folders: number[] = []
  for (let index = 0; index < entries.count; index++) {
    if (index % 2_000 === 0) await breathe(undefined, { signal })
    if (entries.isFolder(index) && takes(entries.entry(index).name)) folders.push(index)
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

/** Spools whose files are there, and the room that they take together. */
async function survivingSpools(
  disk: TransferDisk,
  stagingFolder: string,
  { trusted, wanted }: { trusted: Checkpoint | undefined; wanted: TargetList },
): Promise<{ readonly spools: Spools; readonly takenBytes: number }> {
  const spools = new Map<number, SpoolCheckpoint>()
  let takenBytes = 0
  for (const entry of wanted.bounds()) {
    const known = isLarge(entry) ? trusted?.spools.get(entry.index) : undefined
    const found = known && (await findSpool(disk, spoolPathOf(stagingFolder, entry.index), known))
    if (!found) continue
    spools.set(entry.index, found.spool)
    takenBytes += found.takenBytes
  }
  return { spools, takenBytes }
}

function progressOf(chosen: ChosenTargets, units: readonly WorkUnit[], spools: Spools): TransferProgress {
  const { wanted, done, skipped, inTheWay, refused } = chosen
  const fetchedBytes = spooledBytes(spools) + done.spanBytes
  const writtenBytes = done.sizeBytes
  return {
    fetchedBytes,
    fetchBytes: fetchedBytes + units.reduce((sum, { range }) => sum + byteLength(range), 0),
    writtenBytes,
    writeBytes: writtenBytes + totalBytes(wanted),
    entriesDone: done.count,
    entriesTotal: done.count + wanted.count + skipped + inTheWay + refused,
    entriesSkipped: skipped,
    entriesFailed: inTheWay + refused,
    verified: null,
  }
}

/** Room for what is to be written, and for the compressed bytes of the large entries that are unpacked at one time. */
function neededBytes(wanted: TargetList, takenBytes: number, unpackers: number): number {
  const room = spoolRoom(largeEntries(wanted), unpackers)
  return Math.max(0, totalBytes(wanted) + room - takenBytes)
}

/** Only of these the index is asked how they are packed: of all entries it would take longer than planning. */
function* largeEntries(wanted: TargetList) {
  for (const bounds of wanted.bounds()) {
    if (isLarge(bounds)) yield { ...bounds, method: wanted.get(bounds.index).method }
  }
}

function totalBytes(wanted: TargetList): number {
  let sum = 0
  for (const { sizeBytes } of wanted.bounds()) sum += sizeBytes
  return sum
}

function spooledBytes(spools: Spools): number {
  return [...spools.values()].reduce((sum, { ranges }) => sum + coveredBytes(ranges), 0)
}
