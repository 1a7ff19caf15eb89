import { describe, expect, it } from 'vitest'
import {
  arrangementOf,
  moveBounds,
  noMemory,
  recallPlace,
  rememberPlace,
  windowMemorySchema,
  type DisplayArea,
  type WindowPlace,
} from '../../../../app/domain/desktop/window-memory.ts'

const display = (x: number, width: number, height: number, scaleFactor = 1): DisplayArea => ({
  bounds: { x, y: 0, width, height },
  workArea: { x, y: 25, width, height: height - 25 },
  scaleFactor,
})
const laptop = display(0, 1440, 900, 2)
const monitor = display(1440, 2560, 1440)

const place = (x: number, changes: Partial<WindowPlace> = {}): WindowPlace => ({
  bounds: { x, y: 100, width: 900, height: 700 },
  isMaximized: false,
  isFullScreen: false,
  ...changes,
})
const at = (window: WindowPlace, zoomLevel = 0) => ({ place: window, zoomLevel })

describe('the memory of the window', () => {
  it('knows a place for each arrangement of displays', () => {
    const atWork = rememberPlace(noMemory, [laptop, monitor], at(place(1800)))
    const both = rememberPlace(atWork, [laptop], at(place(40)))
    expect(recallPlace(both, [laptop, monitor])).toEqual(place(1800))
    expect(recallPlace(both, [laptop])).toEqual(place(40))
  })

  it('knows the same displays again in another order', () => {
    const memory = rememberPlace(noMemory, [laptop, monitor], at(place(1800)))
    expect(recallPlace(memory, [monitor, laptop])).toEqual(place(1800))
  })

  it.each([
    ['size', display(1440, 1920, 1080)],
    ['place', display(-2560, 2560, 1440)],
    ['scale', display(1440, 2560, 1440, 2)],
  ])('takes a display of another %s for another arrangement', (_what, other) => {
    expect(arrangementOf([laptop, other])).not.toBe(arrangementOf([laptop, monitor]))
  })

  it('brings a window from displays that are gone into those there are', () => {
    const memory = rememberPlace(noMemory, [laptop, monitor], at(place(1800)))
    const { bounds } = recallPlace(memory, [laptop])
    expect(bounds.x).toBeGreaterThanOrEqual(0)
    expect(bounds.x + bounds.width).toBeLessThanOrEqual(1440)
  })

  it('starts from the last place where the displays are new', () => {
    const memory = rememberPlace(noMemory, [laptop], at(place(40, { isMaximized: true })))
    expect(recallPlace(memory, [laptop, monitor])).toEqual(place(40, { isMaximized: true }))
  })

  it('keeps whether the window was maximised or full screen', () => {
    const memory = rememberPlace(noMemory, [laptop], at(place(40, { isMaximized: true, isFullScreen: true })))
    expect(recallPlace(memory, [laptop])).toMatchObject({ isMaximized: true, isFullScreen: true })
  })

  it('centres the first window there ever is', () => {
    expect(recallPlace(noMemory, [laptop])).toMatchObject({
      bounds: { x: 80 },
      isMaximized: false,
      isFullScreen: false,
    })
  })

  it('keeps one zoom for all displays', () => {
    const memory = rememberPlace(noMemory, [laptop], at(place(40), 1.5))
    expect(rememberPlace(memory, [laptop, monitor], at(place(40), -1)).zoomLevel).toBe(-1)
  })

  it('forgets the arrangement not seen for longest when there are too many', () => {
    let memory = noMemory
    for (let n = 1; n <= 13; n++) memory = rememberPlace(memory, [display(0, 1000 + n, 800)], at(place(n)))
    expect(memory.places).toHaveLength(12)
    expect(memory.places.map(known => known.place.bounds.x)).not.toContain(1)
  })

  it('survives being written and read', () => {
    const memory = rememberPlace(noMemory, [laptop, monitor], at(place(-40), 0.5))
    expect(windowMemorySchema.parse(JSON.parse(JSON.stringify(memory)))).toEqual(memory)
  })
})

describe('an open window, when displays come and go', () => {
  const atWork = rememberPlace(noMemory, [laptop, monitor], at(place(1800)))

  it('goes back to where it was on these displays', () => {
    expect(moveBounds(atWork, [laptop, monitor], place(40).bounds)).toEqual(place(1800).bounds)
  })

  it('stays where it is on displays that are new, as long as it can be seen', () => {
    expect(moveBounds(atWork, [laptop, display(-2560, 2560, 1440)], place(40).bounds)).toEqual(place(40).bounds)
  })

  it('comes into sight when its display is gone', () => {
    const { x, width } = moveBounds(atWork, [laptop], place(1800).bounds)
    expect([x >= 0, x + width <= 1440]).toEqual([true, true])
  })
})
