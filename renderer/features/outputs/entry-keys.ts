import type { KeyboardEvent } from 'react'
import type { EntryRow } from '../../../app/contract/outputs.ts'
import type { OpenFiles } from './archive-shelf.ts'
import { shownFolder } from './entry-header.tsx'
import { flatIndexOf, rowAt, type PlacedRow } from './entry-layout.ts'
import { cursorIndex, entryAt, type EntryState } from './entry-store.ts'
import { foldersAbove } from './selection.ts'

type KeyContext = {
  readonly files: OpenFiles
  readonly pageRows: number
  readonly onLook: (entry: EntryRow) => void
  readonly scrollTo: (index: number) => void
}

type Here = KeyContext & {
  readonly state: EntryState
  readonly at: number
  readonly place: PlacedRow | undefined
  readonly entry: EntryRow | undefined
}

/** The keyboard of the table. Answers true when the key was for it. */
export function pressEntryKey(event: KeyboardEvent, context: KeyContext): boolean {
  const state = context.files.entries.getState()
  const at = cursorIndex(state)
  const place = rowAt(state.layout, at)
  const here: Here = { ...context, state, at, place, entry: place && entryAt(state, place) }
  if (event.ctrlKey || event.metaKey) return pressWithControl(event.key, here)
  if (event.altKey) return event.key === 'ArrowUp' && goUp(here)
  const act = keys[event.key]
  if (!act) return false
  const before = here.entry
  act(here)
  if (event.shiftKey && event.key.startsWith('Arrow') && before) extendTicks(here, before)
  return true
}

const keys: Readonly<Record<string, (here: Here) => void>> = {
  ArrowDown: here => moveTo(here, here.at + 1),
  ArrowUp: here => moveTo(here, here.at - 1),
  PageDown: here => moveTo(here, here.at + here.pageRows),
  PageUp: here => moveTo(here, here.at - here.pageRows),
  Home: here => moveTo(here, 0),
  End: here => moveTo(here, here.state.layout.rows - 1),
  ArrowRight: openOrEnter,
  ArrowLeft: closeOrLeave,
  ' ': ({ entry, files }) => entry?.problem === null && files.ticks.toggle(entry),
  Enter: ({ entry, onLook }) => entry && onLook(entry),
  Backspace: goUp,
}

function moveTo({ files, state, scrollTo }: Here, target: number): void {
  const index = Math.max(0, Math.min(state.layout.rows - 1, target))
  const row = rowAt(state.layout, index)
  if (!row) return
  files.entries.moveCursor(row)
  scrollTo(index)
}

/** Right: opens a closed folder, steps into an open one. */
function openOrEnter(here: Here): void {
  if (here.entry?.kind !== 'folder' || here.state.shown.kind === 'search') return
  if (here.state.open.has(here.entry.path)) moveTo(here, here.at + 1)
  else here.files.entries.openFolder(here.entry.path)
}

/** Left: closes an open folder, otherwise steps out to the folder that holds the row. */
function closeOrLeave(here: Here): void {
  const { entry, place, state, files } = here
  if (entry?.kind === 'folder' && state.open.has(entry.path)) {
    files.entries.closeFolder(entry.path)
    return
  }
  const folder = place && place.depth > 0 ? state.positions.get(place.listing) : undefined
  if (folder) moveTo(here, flatIndexOf(state.layout, folder))
}

/** To the folder around the one shown. At the top there is none. */
function goUp({ state, files }: Here): boolean {
  if (state.shown.kind === 'search') return false
  const [parent] = foldersAbove(state.shown.folder)
  if (parent === undefined) return false
  files.entries.show({ kind: 'folder', folder: parent })
  return true
}

function pressWithControl(key: string, { files, state, entry }: Here): boolean {
  if (key.toLowerCase() !== 'a') return false
  const folder = shownFolder(state)
  if (folder) files.ticks.toggle(folder)
  else if (entry?.problem === null) files.ticks.toggle(entry)
  return true
}

/** Shift and an arrow: the row left and the row reached are ticked, as the first of them is or becomes. */
function extendTicks({ files }: Here, left: EntryRow): void {
  const state = files.entries.getState()
  const place = rowAt(state.layout, cursorIndex(state))
  const reached = place && entryAt(state, place)
  const rows = [left, ...(reached ? [reached] : [])].filter(row => row.problem === null)
  files.ticks.set(rows, true)
}
