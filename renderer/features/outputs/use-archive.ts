import { useEffect } from 'react'
import { useStore } from 'zustand'
import { useBridge } from '../../bridge/bridge-context.tsx'
import type { Bridge } from '../../bridge/bridge.ts'
import {
  createArchiveShelf,
  placeKey,
  type ArchiveShelf,
  type ShelfPlace,
  type WantedArchive,
} from './archive-shelf.ts'

// One shelf for each connection to the core: it outlives the tab, so that coming back finds everything in place.
const shelves = new WeakMap<Bridge, ArchiveShelf>()

function shelfOf(bridge: Bridge): ArchiveShelf {
  const shelf = shelves.get(bridge) ?? createArchiveShelf(bridge.api)
  shelves.set(bridge, shelf)
  return shelf
}

const opening: ShelfPlace = { state: 'opening' }

/**
 * The archive a tab shows, opened when the tab is first drawn.
 *
 * @param isTerminated  Whether the task has ended: one that had no archive before is asked again once it has.
 */
export function useArchive({ taskId, kind }: WantedArchive, isTerminated: boolean) {
  const shelf = shelfOf(useBridge())
  const place = useStore(shelf, state => state.places.get(placeKey({ taskId, kind }))) ?? opening
  useEffect(() => shelf.want({ taskId, kind }), [shelf, taskId, kind, isTerminated])
  return { place, reopen: () => shelf.reopen({ taskId, kind }) }
}
