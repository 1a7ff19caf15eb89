import type { ObjectIdentity } from '../domain/object-source.ts'
import { changeOf } from '../domain/transfer/judge-response.ts'
import { ruleFor, type ConflictRule } from '../domain/transfer/decide-conflict.ts'
import type { Checkpoint, CheckpointStore } from './checkpoint-store.ts'
import { conflictOf, type ConflictStore } from './conflict-store.ts'
import { checkDestination, makeDestination, stagingFolderOf } from './destination.ts'
import type { Extractor } from './extractor.ts'
import type { GivenNames } from './given-names.ts'
import type { ArchiveOpener, TransferDisk } from './ports.ts'
import { prepareArchive } from './prepare-archive.ts'
import { prepareFiles } from './prepare-files.ts'
import { DestinationFull, NothingToTransfer } from './transfer-errors.ts'
import type { PlanRecord, Target, TransferPlan } from './transfer-plan.ts'
import type { TransferOrder } from './transfer-record.ts'

export type PreparePorts = {
  readonly openArchive: ArchiveOpener
  readonly disk: TransferDisk
  readonly checkpoints: CheckpointStore
  readonly givenNames: GivenNames
  readonly conflicts: ConflictStore
  readonly extractor: Extractor
  readonly connections: number
  readonly unpackers: number
  readonly signal: AbortSignal
}

/** What planning needs once it is known how to go about it. */
export type PlanningPorts = PreparePorts & { readonly stagingFolder: string; readonly rule: ConflictRule }

export type Prepared = {
  readonly plan: Omit<TransferPlan, 'asking'>
  readonly record: PlanRecord
  readonly neededBytes: number // on the destination's disk
}

/**
 * Opens the archive, compares it with what is on the disk, and puts the plan on record. Before it answers, the staging
 * folder exists and there is room for everything; nothing of the entries was fetched.
 *
 * @param outdated  The object as it was before it changed; what was spooled of it is of no use.
 */
export async function prepareTransfer(
  order: TransferOrder,
  ports: PreparePorts,
  outdated?: ObjectIdentity,
): Promise<TransferPlan> {
  const { disk, checkpoints, conflicts } = ports
  await checkDestination(disk, order.destination)
  const stagingFolder = stagingFolderOf(order.destination, order.id)
  const hasStaging = (await disk.lookUp(stagingFolder)) === 'folder'
  const bootId = await disk.bootId()
  const earlier = checkpoints.read(order.id)
  ports.extractor.start(1) // while requests are on their way
  const prepare = await open(order, ports, outdated)
  ports.extractor.start() // while it is planned; all of them before would hold up the thread that reads the index
  const isContinued = hasStaging && earlier !== undefined && isSame(earlier.identity, prepare.identity)
  if (!isContinued) await disk.remove(stagingFolder)
  await makeDestination(disk, order.destination, stagingFolder)
  const isSameBoot = earlier?.bootId === bootId
  const trusted = isContinued ? (isSameBoot ? earlier : flushedPart(earlier)) : undefined
  const rule = ruleFor(order.conflicts, conflicts.answer(order.id))
  const prepared = await prepare.run({ trusted, earlier }, { ...ports, stagingFolder, rule })
  const { identity, spools } = prepared.plan
  checkpoints.begin(order.id, { identity, bootId, spools, continues: isContinued && isSameBoot, ...prepared.record })
  conflicts.replace(order.id, prepared.record.conflicts)
  await checkRoom(disk, order.destination, prepared.neededBytes)
  const asking = { add: (target: Target) => conflicts.add(order.id, conflictOf(target)) }
  return { ...prepared.plan, asking: rule === 'ask' ? asking : undefined }
}

/**
 * What holds after the computer was started anew, be it after a loss of power: of spools what was flushed. Finished
 * files are not, there are too many; they are compared again.
 */
function flushedPart(checkpoint: Checkpoint): Checkpoint {
  const spools = [...checkpoint.spools].map(([index, spool]) => [index, { ...spool, ranges: spool.flushed }] as const)
  return { ...checkpoint, doneEntries: new Map(), spools: new Map(spools) }
}

type Earlier = { readonly trusted: Checkpoint | undefined; readonly earlier: Checkpoint | undefined }

async function open(order: TransferOrder, ports: PreparePorts, outdated: ObjectIdentity | undefined) {
  const { openArchive, signal } = ports
  if (order.kind === 'archive') {
    const object = await openArchive.openObject(order.taskId, order.archive, signal)
    if (object.state === 'none') throw new NothingToTransfer(object.reason)
    const identity = await identify(object.source, signal)
    const run = (earlier: Earlier, ways: PlanningPorts) => prepareArchive(order, { ...object, identity }, earlier, ways)
    return { identity, run }
  }
  const archive = await openArchive.open(order.taskId, order.archive, signal, outdated)
  if (archive.state === 'none') throw new NothingToTransfer(archive.reason)
  const run = (earlier: Earlier, ways: PlanningPorts) => prepareFiles(order, archive, earlier, ways)
  return { identity: archive.identity, run }
}

async function identify(
  source: Extract<Awaited<ReturnType<ArchiveOpener['openObject']>>, { state: 'open' }>['source'],
  signal: AbortSignal,
): Promise<ObjectIdentity> {
  const { identity, body } = await source.openTail(1, signal)
  for await (const _ of body); // has to be read
  return identity
}

function isSame(a: ObjectIdentity, b: ObjectIdentity): boolean {
  return a.validator === b.validator && changeOf(a, b) === null
}

async function checkRoom(disk: TransferDisk, destination: string, neededBytes: number): Promise<void> {
  const freeBytes = await disk.freeBytes(destination)
  if (freeBytes !== undefined && freeBytes < neededBytes) throw new DestinationFull(neededBytes, freeBytes)
}
