import { join } from 'node:path'
import { setImmediate as breathe } from 'node:timers/promises'
import type { TransferNote } from '../contract/transfers.ts'
import { byteLength } from '../domain/byte-range.ts'
import type { ArchiveEntries, ArchiveEntry } from '../domain/archive/archive-entries.ts'
import {
  decideConflict,
  type ConflictDecision,
  type ConflictRule,
  type Occupant,
} from '../domain/transfer/decide-conflict.ts'
import { archiveNameOf, createLocalNames, type LocalNames } from '../domain/transfer/local-names.ts'
import { spanOf } from '../domain/transfer/plan-units.ts'
import { conflictOf, type HeldConflict } from './conflict-store.ts'
import type { FoundKind, SurveyedFile } from './extract-protocol.ts'
import type { Extractor } from './extractor.ts'
import { inTheWayMessage, keptMessage, undecidedMessage } from './outcome-text.ts'
import { placeFolders, type PlacedFolder } from './place-folders.ts'
import { createTargetList, type TargetList } from './target-list.ts'
import type { Target } from './transfer-plan.ts'

/** Entries looked at before other work of the main thread gets its turn. */
const sliceEntries = 1_000
/** Slices that workers look at while the next ones are named. */
const slicesAhead = 4

/** What is known of an earlier run of the same transfer. */
export type Known = {
  readonly doneEntries: ReadonlyMap<number, string> // relied on without looking
  readonly ours: ReadonlySet<string> // local paths written by this transfer, to be looked at
  readonly renames: ReadonlyMap<string, string>
}

export type ChosenTargets = {
  readonly wanted: TargetList // to be fetched, in archive order
  readonly done: DoneTargets // written by this transfer before
  readonly skipped: number // somebody else's files: identical ones, and those the person keeps
  readonly inTheWay: number
  readonly conflicts: readonly HeldConflict[] // of those in the way, the ones to ask about
  readonly refused: number
  readonly folders: readonly PlacedFolder[] // to exist even if empty
  readonly renames: ReadonlyMap<string, string>
  readonly notes: readonly TransferNote[]
}

/** What was written before: sums, and the local paths of those not known to be done until they were looked at. */
export type DoneTargets = {
  readonly count: number
  readonly sizeBytes: number
  readonly spanBytes: number
  readonly found: ReadonlyMap<number, string>
}

export type ChooseRequest = {
  readonly entries: ArchiveEntries
  readonly indexes: readonly number[] // of files and links, in archive order
  readonly folderIndexes: readonly number[]
  readonly rootFolder: string
  readonly destination: string
  readonly rule: ConflictRule
  readonly known: Known
  /** Whether there was nothing in the destination. Whoever writes there later is noticed when a file is to get its name. */
  readonly isVacant: boolean
  readonly extractor: Extractor
  readonly signal: AbortSignal
}

type Choice = {
  wanted: TargetList
  done: { count: number; sizeBytes: number; spanBytes: number; found: Map<number, string> }
  skipped: number
  inTheWay: number
  conflicts: HeldConflict[]
  refused: number
  folders: PlacedFolder[]
  renames: Map<string, string>
  notes: TransferNote[]
}

/** Decides for every selected entry whether it is fetched, and where to. Looks at the destination, writes nothing. */
export async function chooseTargets(request: ChooseRequest): Promise<ChosenTargets> {
  const names = createLocalNames(request.rootFolder)
  const choice: Choice = {
    wanted: createTargetList(request.entries, request.rootFolder, request.indexes.length),
    done: { count: 0, sizeBytes: 0, spanBytes: 0, found: new Map() },
    skipped: 0,
    inTheWay: 0,
    conflicts: [],
    refused: 0,
    folders: placeFolders(request, names),
    renames: new Map(),
    notes: [],
  }
  const ahead: NamedSlice[] = []
  const decideNext = async (): Promise<void> => {
    const slice = ahead.shift()
    if (slice) await decideTargets(request, names, choice, slice)
  }
  for (let start = 0; start < request.indexes.length; start += sliceEntries) {
    await breathe(undefined, { signal: request.signal })
    const slice = request.indexes.slice(start, start + sliceEntries)
    const targets = slice.flatMap(index => nameTarget(request, names, choice, request.entries.entry(index)))
    ahead.push({ targets, found: surveyAhead(request, targets) })
    if (ahead.length >= slicesAhead) await decideNext()
  }
  while (ahead.length > 0) await decideNext()
  return choice
}

/** Targets that a worker is looking at. */
type NamedSlice = { readonly targets: readonly Target[]; readonly found: ReturnType<typeof survey> }

function surveyAhead(request: ChooseRequest, targets: readonly Target[]): NamedSlice['found'] {
  const found = survey(request, targets)
  found.catch(() => undefined) // should it fail before its turn, it is heard of then
  return found
}

/** The target of an entry, under its usual name or the one chosen earlier. None for an entry that is refused or done. */
function nameTarget(
  { known }: ChooseRequest,
  names: LocalNames,
  choice: Choice,
  entry: ArchiveEntry,
): readonly Target[] {
  if (entry.problem !== null) {
    choice.refused++
    choice.notes.push({ path: entry.name, kind: 'refused', message: entry.problem, localPath: null })
    return []
  }
  const usual = names.placeFile(entry.name)
  const localPath = known.renames.get(entry.name) ?? usual
  const target = { ...entry, localPath, mayReplace: false }
  if (localPath !== usual) choice.renames.set(entry.name, localPath)
  if (known.doneEntries.has(entry.index)) {
    countDone(choice, target)
    return []
  }
  return [target]
}

async function decideTargets(
  request: ChooseRequest,
  names: LocalNames,
  choice: Choice,
  { targets, found: finding }: NamedSlice,
): Promise<void> {
  const found = await finding
  for (const target of targets) {
    const occupant = occupantOf(found.get(target.index), request.known.ours.has(target.localPath))
    const decision = decideConflict(request.rule, occupant)
    if (decision === 'rename') await keepBoth(request, names, choice, { target, besides: target.localPath })
    else apply(choice, target, decision)
  }
}

async function survey({ extractor, destination, isVacant }: ChooseRequest, targets: readonly Target[]) {
  if (isVacant) return new Map<number, FoundKind>()
  const files = targets.map(({ index, localPath, sizeBytes, crc32 = 0 }): SurveyedFile => {
    return { index, path: join(destination, localPath), sizeBytes, crc32 }
  })
  const found = files.length > 0 ? await extractor.survey(files) : []
  return new Map(found.map(({ index, kind }) => [index, kind]))
}

function occupantOf(kind: FoundKind | undefined, isOurs: boolean): Occupant {
  switch (kind) {
    case undefined:
      return { kind: 'nothing' }
    case 'folder':
      return { kind }
    case 'identical':
    case 'different':
      return { kind, isOurs }
  }
}

function apply(choice: Choice, target: Target, decision: Exclude<ConflictDecision, 'rename'>): void {
  const { name: path, localPath } = target
  switch (decision) {
    case 'fetch':
    case 'replace':
      choice.wanted.add({ ...target, mayReplace: decision === 'replace' })
      noteRename(choice, target)
      break
    case 'done':
      choice.done.found.set(target.index, localPath)
      countDone(choice, target)
      break
    case 'skip':
      choice.skipped++
      break
    case 'keep':
      choice.skipped++
      choice.notes.push({ path, kind: 'skipped', message: keptMessage, localPath })
      break
    case 'ask':
      choice.inTheWay++
      choice.conflicts.push(conflictOf(target))
      choice.notes.push({ path, kind: 'undecided', message: undecidedMessage, localPath })
      break
    case 'leave':
      choice.inTheWay++
      choice.notes.push({ path, kind: 'failed', message: inTheWayMessage, localPath })
  }
}

function countDone({ done, ...choice }: Choice, target: Target): void {
  done.count++
  done.sizeBytes += target.sizeBytes
  done.spanBytes += byteLength(spanOf(target))
  noteRename(choice, target)
}

/** Fetches beside what is there, unless the very bytes are there already under one of the names tried. */
async function keepBoth(
  request: ChooseRequest,
  names: LocalNames,
  choice: Choice,
  { target, besides }: { target: Target; besides: string },
): Promise<void> {
  const localPath = names.placeBeside(besides)
  const renamed = { ...target, localPath }
  const kind = (await survey(request, [renamed])).get(target.index)
  if (kind === 'different' || kind === 'folder') return keepBoth(request, names, choice, { target, besides })
  choice.renames.set(target.name, localPath)
  if (kind === undefined) {
    apply(choice, renamed, 'fetch')
    return
  }
  apply(choice, renamed, request.known.ours.has(localPath) ? 'done' : 'skip')
}

/** Tells of every name that is not the archive's own. */
function noteRename(choice: Pick<Choice, 'renames' | 'notes'>, { name: path, localPath }: Target): void {
  const isUsual = path.endsWith(localPath) && !choice.renames.has(path)
  if (isUsual) return
  const isEscaped = archiveNameOf(localPath) !== localPath
  const message = isEscaped
    ? 'Saved under another name, because not every system allows this one.'
    : 'Saved under another name, because this one was taken.'
  choice.notes.push({ path, kind: 'renamed', message, localPath })
}
