/** A rectangle on the desktop in device-independent pixels. */
export type Bounds = { readonly x: number; readonly y: number; readonly width: number; readonly height: number }

const preferred = { width: 1280, height: 820 }
export const smallestWindow = { width: 760, height: 520 }

/**
 * Bounds that can be seen and grabbed on one of the screens there are now: the saved ones moved and shrunk into the
 * screen that shows most of them; centred in the first screen when nothing was saved or that screen is gone.
 *
 * @param workAreas Screens without task bars; the primary one first, at least one.
 */
export function placeWindow(saved: Bounds | undefined, workAreas: readonly [Bounds, ...Bounds[]]): Bounds {
  const best = saved && workAreas.toSorted((a, b) => overlap(saved, b) - overlap(saved, a))[0]
  if (!saved || !best || overlap(saved, best) === 0) return centreIn(workAreas[0])
  const width = clamp(saved.width, smallestWindow.width, best.width)
  const height = clamp(saved.height, smallestWindow.height, best.height)
  return {
    x: clamp(saved.x, best.x, best.x + best.width - width),
    y: clamp(saved.y, best.y, best.y + best.height - height),
    width,
    height,
  }
}

function centreIn(area: Bounds): Bounds {
  const width = Math.min(preferred.width, area.width)
  const height = Math.min(preferred.height, area.height)
  return {
    x: area.x + Math.floor((area.width - width) / 2),
    y: area.y + Math.floor((area.height - height) / 2),
    width,
    height,
  }
}

/** Square pixels two rectangles share. */
function overlap(a: Bounds, b: Bounds): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y)
  return Math.max(0, width) * Math.max(0, height)
}

/** Where the bounds contradict each other the upper one counts: a small screen still shows the window whole. */
function clamp(value: number, lowest: number, highest: number): number {
  return Math.min(Math.max(value, lowest), highest)
}
