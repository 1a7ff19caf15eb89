import type { EntryRow, Selection } from '../../../app/contract/outputs.ts'
import { isNothingTaken, selectionOf, tickOf, type Ticks } from './selection.ts'

/** What is saved at once: all that is ticked, or a single entry. */
export type WhatToSave = {
  readonly selection: Selection
  readonly entry: EntryRow | null // null for what is ticked
}

/** By a command: what is ticked, or where nothing is, the entry under the cursor. Null for nothing. */
export function whatToSave(ticks: Ticks, cursor: EntryRow | undefined): WhatToSave | null {
  if (!isNothingTaken(ticks)) return { selection: selectionOf(ticks), entry: null }
  return cursor?.problem === null ? single(cursor) : null
}

/** By dragging an entry: with it all that is ticked, where it is itself. Null for what cannot be saved. */
export function whatToDrag(ticks: Ticks, dragged: EntryRow): WhatToSave | null {
  if (dragged.problem !== null) return null
  const isOfTicked = !isNothingTaken(ticks) && tickOf(ticks, dragged) !== 'none'
  const isAlone = isOfTicked && isOnlyTick(ticks, dragged)
  return isOfTicked && !isAlone ? { selection: selectionOf(ticks), entry: null } : single(dragged)
}

function single(entry: EntryRow): WhatToSave {
  return { selection: { include: [entry.path], exclude: [] }, entry }
}

function isOnlyTick({ marks, globs }: Ticks, { path }: EntryRow): boolean {
  return globs.length === 0 && marks.size === 1 && marks.get(path)?.isTaken === true
}
