import { join } from 'node:path'
import type { TransferNote } from '../contract/transfers.ts'
import type { ObjectIdentity, ObjectSource } from '../domain/object-source.ts'
import { decideConflict, type ConflictRule, type Occupant } from '../domain/transfer/decide-conflict.ts'
import { createLocalNames } from '../domain/transfer/local-names.ts'
import { planSegments } from '../domain/transfer/plan-units.ts'
import { coveredBytes } from '../domain/transfer/range-set.ts'
import { wholeObject, type Checkpoint } from './checkpoint-store.ts'
import { conflictOf } from './conflict-store.ts'
import { findSpool } from './find-spool.ts'
import { spoolPathOf } from './large-download.ts'
import { inTheWayMessage, keptMessage, undecidedMessage } from './outcome-text.ts'
import type { TransferDisk } from './ports.ts'
import type { PlanningPorts, Prepared } from './prepare-transfer.ts'
import type { TransferOrder } from './transfer-record.ts'
import type { PlanRecord, Target, Targets } from './transfer-plan.ts'

type RawArchive = { readonly source: ObjectSource; readonly identity: ObjectIdentity; readonly fileName: string }
type Choice = { readonly localPath: string; readonly decision: ReturnType<typeof decideConflict> }

/** Plans the download of the archive as it lies in storage: one large file, with the checksum that storage tells, if any. */
export async function prepareArchive(
  order: TransferOrder,
  archive: RawArchive,
  { trusted, earlier }: { trusted: Checkpoint | undefined; earlier: Checkpoint | undefined },
  ports: PlanningPorts,
): Promise<Prepared> {
  const { source, fileName } = archive
  const { sizeBytes } = archive.identity
  const spoolPath = spoolPathOf(ports.stagingFolder, wholeObject)
  const found = await findSpool(ports.disk, spoolPath, trusted?.spools.get(wholeObject))
  const spool = found?.spool
  // Its room may be set aside already, and no byte of it on record yet.
  const takenBytes = found?.takenBytes ?? (await ports.disk.takenBytes(spoolPath))
  const given = ports.givenNames.read(order.id).get(fileName)
  const hasSpool = spool !== undefined
  const { disk, rule } = ports
  const choice = await choosePath(order, archive, { disk, rule, trusted, earlier, hasSpool, given })
  const target = targetOf(archive, choice)
  const present = spool?.ranges ?? []
  const isWanted = choice.decision === 'fetch' || choice.decision === 'replace'
  const isDone = choice.decision === 'done'
  // What is there was held against what storage told then.
  const { storageChecksum } = (isDone && earlier?.identity) || archive.identity
  const identity = { ...archive.identity, storageChecksum }
  const inTheWay = choice.decision === 'leave' || choice.decision === 'ask' ? 1 : 0
  const fetchedBytes = isDone ? sizeBytes : coveredBytes(present)
  const units = isWanted ? planSegments(wholeObject, { sizeBytes, present, connections: ports.connections }) : []
  return {
    plan: {
      source,
      identity,
      units,
      targets: onlyTarget(target),
      spools: new Map(spool ? [[wholeObject, spool]] : []),
      folders: [],
      refused: 0,
      inTheWay,
      progress: {
        fetchedBytes,
        fetchBytes: isWanted || isDone ? sizeBytes : 0,
        writtenBytes: isDone ? sizeBytes : 0,
        writeBytes: isWanted || isDone ? sizeBytes : 0,
        entriesDone: isDone ? 1 : 0,
        entriesTotal: 1,
        entriesSkipped: choice.decision === 'keep' ? 1 : 0,
        entriesFailed: inTheWay,
        verified: storageChecksum?.kind ?? 'none',
      },
    },
    record: recordOf(target, choice.decision),
    neededBytes: isWanted ? Math.max(0, sizeBytes - takenBytes) : 0,
  }
}

function targetOf(
  { identity: { sizeBytes, storageChecksum }, fileName }: RawArchive,
  { localPath, decision }: Choice,
): Target {
  const bounds = { headerOffset: 0, endOffset: sizeBytes, compressedBytes: sizeBytes, sizeBytes }
  const mayReplace = decision === 'replace'
  return {
    index: wholeObject,
    name: fileName,
    localPath,
    mayReplace,
    method: 0,
    crc32: undefined,
    storageChecksum,
    modifiedAtMs: null,
    ...bounds,
  }
}

type Situation = {
  readonly rule: ConflictRule
  readonly disk: TransferDisk
  readonly trusted: Checkpoint | undefined
  readonly earlier: Checkpoint | undefined
  readonly hasSpool: boolean
  readonly given: string | undefined
}

async function choosePath(order: TransferOrder, archive: RawArchive, situation: Situation): Promise<Choice> {
  const names = createLocalNames('')
  const usual = names.placeFile(archive.fileName)
  const first = situation.earlier?.renames.get(archive.fileName) ?? situation.given ?? usual
  return tryPath(first, () => names.placeBeside(usual), { order, archive, ...situation })
}

async function tryPath(
  localPath: string,
  nextPath: () => string,
  situation: Situation & { readonly order: TransferOrder; readonly archive: RawArchive },
): Promise<Choice> {
  const occupant = await occupantOf(join(situation.order.destination, localPath), situation)
  const decision = decideConflict(situation.rule, occupant)
  return decision === 'rename' ? tryPath(nextPath(), nextPath, situation) : { localPath, decision }
}

/** A raw archive has no checksum to compare with, so only one that this transfer wrote itself counts as the same. */
async function occupantOf(
  path: string,
  { disk, trusted, earlier, hasSpool, archive }: Situation & { readonly archive: RawArchive },
): Promise<Occupant> {
  const found = await disk.lookUp(path)
  if (found === 'nothing') return { kind: 'nothing' }
  if (found === 'folder') return { kind: 'folder' }
  const { sizeBytes } = archive.identity
  // A complete spool is renamed once it is flushed. On record it may be complete a little before.
  const written = trusted && earlier?.spools.get(wholeObject)?.ranges
  const wasComplete = coveredBytes(written ?? []) === sizeBytes && !hasSpool
  const isWhole = (await disk.sizeOf(path)) === sizeBytes
  const isOurs = earlier?.doneEntries.has(wholeObject) ?? false
  const isSameObject = isOurs && earlier?.identity.validator === archive.identity.validator
  return isWhole && (isSameObject || wasComplete) ? { kind: 'identical', isOurs: true } : { kind: 'different', isOurs }
}

function recordOf(target: Target, decision: Choice['decision']): PlanRecord {
  const { name: path, localPath } = target
  return {
    renames: new Map(localPath === path ? [] : [[path, localPath]]),
    notes: notesOf(target, decision),
    conflicts: decision === 'ask' ? [conflictOf(target)] : [],
    doneEntries: new Map(decision === 'done' ? [[wholeObject, localPath]] : []),
  }
}

function notesOf({ name: path, localPath }: Target, decision: Choice['decision']): readonly TransferNote[] {
  switch (decision) {
    case 'leave':
      return [{ path, kind: 'failed', message: inTheWayMessage, localPath }]
    case 'ask':
      return [{ path, kind: 'undecided', message: undecidedMessage, localPath }]
    case 'keep':
      return [{ path, kind: 'skipped', message: keptMessage, localPath }]
    case 'fetch':
    case 'done':
    case 'skip':
    case 'replace':
    case 'rename': {
      const message = 'Saved under another name, because this one was taken.'
      return localPath === path ? [] : [{ path, kind: 'renamed', message, localPath }]
    }
  }
}

function onlyTarget(target: Target): Targets {
  return {
    get: index => (index === target.index ? target : undefined),
    forThreads: () => {
      throw new Error('A raw archive comes in segments')
    },
  }
}
