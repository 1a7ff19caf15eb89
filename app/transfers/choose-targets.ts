import { join } from 'node:path'
import { setImmediate as breathe } from 'node:timers/promises'
import type { ConflictPolicy, TransferNote } from '../contract/transfers.ts'
import type { ArchiveEntries, ArchiveEntry } from '../domain/archive/archive-entries.ts'
import { decideConflict, type ConflictDecision, type Occupant } from '../domain/transfer/decide-conflict.ts'
import { archiveNameOf, createLocalNames, type LocalNames } from '../domain/transfer/local-names.ts'
import type { FoundKind, SurveyedFile } from './extract-protocol.ts'
import type { Extractor } from './extractor.ts'
import { inTheWayMessage } from './outcome-text.ts'
import type { Target } from './transfer-plan.ts'

/** Entries looked at before other work of the main thread gets its turn. */
const sliceEntries = 2_000

/** What is known of an earlier run of the same transfer. */
export type Known = {
  readonly doneEntries: ReadonlyMap<number, string> // relied on without looking
  readonly ours: ReadonlySet<string> // local paths written by this transfer, to be looked at
  readonly renames: ReadonlyMap<string, string>
}

export type ChosenTargets = {
  readonly wanted: readonly Target[] // to be fetched, in archive order
  readonly done: readonly Target[] // written by this transfer before
  readonly skipped: number // somebody else's identical files
  readonly inTheWay: number
  readonly refused: number
  readonly folders: readonly string[] // local paths; to exist even if empty
  readonly renames: ReadonlyMap<string, string>
  readonly notes: readonly TransferNote[]
}

export type ChooseRequest = {
  readonly entries: ArchiveEntries
  readonly indexes: readonly number[] // of files and links, in archive order
  readonly folderIndexes: readonly number[]
  readonly rootFolder: string
  readonly destination: string
  readonly conflicts: ConflictPolicy
  readonly known: Known
  readonly extractor: Extractor
  readonly signal: AbortSignal
}

type Choice = {
  wanted: Target[]
  done: Target[]
  skipped: number
  inTheWay: number
  refused: number
  folders: string[]
  renames: Map<string, string>
  notes: TransferNote[]
}

/** Decides for every selected entry whether it is fetched, and where to. Looks at the destination, writes nothing. */
export async function chooseTargets(request: ChooseRequest): Promise<ChosenTargets> {
  const names = createLocalNames(request.rootFolder)
  const choice: Choice = {
    wanted: [],
    done: [],
    skipped: 0,
    inTheWay: 0,
    refused: 0,
    folders: placeFolders(request, names),
    renames: new Map(),
    notes: [],
  }
  for (const slice of slices(request.indexes)) {
    await breathe(undefined, { signal: request.signal })
    const named = slice.flatMap(index => nameTarget(request, names, choice, request.entries.entry(index)))
    await decideTargets(request, names, choice, named)
  }
  return choice
}

function placeFolders({ entries, folderIndexes, rootFolder }: ChooseRequest, names: LocalNames): string[] {
  const folders = folderIndexes.map(index => entries.entry(index)).filter(({ problem }) => problem === null)
  return folders.filter(({ name }) => name !== rootFolder).map(({ name }) => names.placeFolder(name))
}

function slices(indexes: readonly number[]): readonly (readonly number[])[] {
  return Array.from({ length: Math.ceil(indexes.length / sliceEntries) }, (_, slice) =>
    indexes.slice(slice * sliceEntries, (slice + 1) * sliceEntries),
  )
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
    choice.done.push(target)
    noteRename(choice, target)
    return []
  }
  return [target]
}

async function decideTargets(
  request: ChooseRequest,
  names: LocalNames,
  choice: Choice,
  targets: readonly Target[],
): Promise<void> {
  const found = await survey(request, targets)
  for (const target of targets) {
    const occupant = occupantOf(found.get(target.index), request.known.ours.has(target.localPath))
    const decision = decideConflict(request.conflicts, occupant)
    if (decision === 'rename') await keepBoth(request, names, choice, { target, besides: target.localPath })
    else apply(choice, target, decision)
  }
}

async function survey({ extractor, destination }: ChooseRequest, targets: readonly Target[]) {
  const files = targets.map(({ index, localPath, sizeBytes, crc32 = 0 }): SurveyedFile => {
    return { index, path: join(destination, localPath), sizeBytes, crc32 }
  })
  const half = Math.ceil(files.length / 2)
  const halves = [files.slice(0, half), files.slice(half)].filter(part => part.length > 0)
  const found = await Promise.all(halves.map(part => extractor.survey(part))) // in two threads
  return new Map(found.flat().map(({ index, kind }) => [index, kind]))
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
      choice.wanted.push({ ...target, mayReplace: decision === 'replace' })
      {
        noteRename(choice, target)
        return
      }
    case 'done':
      choice.done.push(target)
      {
        noteRename(choice, target)
        return
      }
    case 'skip':
      choice.skipped++
      return
    case 'leave':
      choice.inTheWay++
      choice.notes.push({ path, kind: 'failed', message: inTheWayMessage, localPath })
  }
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
function noteRename(choice: Choice, { name: path, localPath }: Target): void {
  const isUsual = path.endsWith(localPath) && !choice.renames.has(path)
  if (isUsual) return
  const isEscaped = archiveNameOf(localPath) !== localPath
  const message = isEscaped
    ? 'Saved under another name, because not every system allows this one.'
    : 'Saved under another name, because this one was taken.'
  choice.notes.push({ path, kind: 'renamed', message, localPath })
}
