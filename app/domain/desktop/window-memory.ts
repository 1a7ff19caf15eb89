import { z } from 'zod'
import { placeWindow, type Bounds } from './window-placement.ts'

const boundsSchema = z.object({ x: z.int(), y: z.int(), width: z.int().positive(), height: z.int().positive() })

/** Where the window was. The bounds are those it has when it is neither maximised nor full screen. */
const placeSchema = z.object({ bounds: boundsSchema, isMaximized: z.boolean(), isFullScreen: z.boolean() }).readonly()
export type WindowPlace = z.infer<typeof placeSchema>

/** What is remembered of the window: a place for each arrangement of displays, the latest first, and the zoom. */
export const windowMemorySchema = z
  .object({
    places: z.array(z.object({ displays: z.string(), place: placeSchema })).readonly(),
    zoomLevel: z.number().min(-10).max(10), // 0 is 100 %; each step is a factor of 1.2
  })
  .readonly()
export type WindowMemory = z.infer<typeof windowMemorySchema>

export const noMemory: WindowMemory = { places: [], zoomLevel: 0 }

/** A display: its rectangle on the desktop, and the part of it that task bars and docks leave. */
export type DisplayArea = { readonly bounds: Bounds; readonly workArea: Bounds; readonly scaleFactor: number }

/** At home, at work, on the road, with a projector: more arrangements than anyone has. */
const mostArrangements = 12

/** Names an arrangement: the same displays in the same places have the same name, whatever their order. */
export function arrangementOf(displays: readonly DisplayArea[]): string {
  return displays
    .map(({ bounds: { x, y, width, height }, scaleFactor }) => `${width}x${height}+${x}+${y}@${scaleFactor}`)
    .toSorted()
    .join(' ')
}

/** The memory with where the window is now, on these displays. */
export function rememberPlace(
  memory: WindowMemory,
  displays: readonly DisplayArea[],
  { place, zoomLevel }: { readonly place: WindowPlace; readonly zoomLevel: number },
): WindowMemory {
  const arrangement = arrangementOf(displays)
  const others = memory.places.filter(known => known.displays !== arrangement)
  return { places: [{ displays: arrangement, place }, ...others].slice(0, mostArrangements), zoomLevel }
}

type Displays = readonly [DisplayArea, ...DisplayArea[]] // the primary one first

/**
 * Where a window belongs that opens on these displays: where it was on the very same ones, else where it was last as far
 * as that can be seen here, else in the middle of the first.
 */
export function recallPlace(memory: WindowMemory, displays: Displays): WindowPlace {
  const known = placeOn(memory, displays) ?? memory.places[0]?.place
  return {
    bounds: withinSight(known?.bounds, displays),
    isMaximized: known?.isMaximized ?? false,
    isFullScreen: known?.isFullScreen ?? false,
  }
}

/** Where an open window belongs once these are the displays: where it was on the very same ones, else in sight. */
export function moveBounds(memory: WindowMemory, displays: Displays, now: Bounds): Bounds {
  return withinSight(placeOn(memory, displays)?.bounds ?? now, displays)
}

function placeOn({ places }: WindowMemory, displays: Displays): WindowPlace | undefined {
  const arrangement = arrangementOf(displays)
  return places.find(candidate => candidate.displays === arrangement)?.place
}

function withinSight(bounds: Bounds | undefined, [primary, ...others]: Displays): Bounds {
  return placeWindow(bounds, [primary.workArea, ...others.map(({ workArea }) => workArea)])
}
