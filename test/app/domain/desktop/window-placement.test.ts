import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { placeWindow, smallestWindow } from '../../../../app/domain/desktop/window-placement.ts'

const laptop = { x: 0, y: 25, width: 1440, height: 875 }
const monitor = { x: 1440, y: 0, width: 2560, height: 1440 }

describe('placeWindow', () => {
  it('centres a first window on the primary screen', () => {
    expect(placeWindow(undefined, [laptop, monitor])).toEqual({ x: 80, y: 52, width: 1280, height: 820 })
  })

  it('puts a window back where it was', () => {
    const saved = { x: 1500, y: 100, width: 1000, height: 800 }
    expect(placeWindow(saved, [laptop, monitor])).toEqual(saved)
  })

  it('centres a window whose screen is gone', () => {
    expect(placeWindow({ x: 1500, y: 100, width: 1000, height: 800 }, [laptop])).toEqual(
      placeWindow(undefined, [laptop]),
    )
  })

  it('moves a window that reaches over the edge into the screen that shows most of it', () => {
    const saved = { x: 1200, y: 300, width: 1000, height: 800 }
    expect(placeWindow(saved, [laptop, monitor])).toEqual({ ...saved, x: 1440 })
  })

  it('shrinks a window that is larger than the screen', () => {
    expect(placeWindow({ x: 0, y: 0, width: 4000, height: 3000 }, [laptop])).toEqual(laptop)
  })

  it('never makes a window too small to use, except on a screen that small', () => {
    expect(placeWindow({ x: 10, y: 30, width: 1, height: 1 }, [laptop])).toMatchObject(smallestWindow)
    const tiny = { x: 0, y: 0, width: 640, height: 400 }
    expect(placeWindow({ x: 0, y: 0, width: 900, height: 700 }, [tiny])).toEqual(tiny)
  })

  it('always ends inside one screen', () => {
    const coordinate = fc.integer({ min: -5000, max: 5000 })
    const size = fc.integer({ min: 1, max: 5000 })
    const bounds = fc.record({ x: coordinate, y: coordinate, width: size, height: size })
    fc.assert(
      fc.property(bounds, bounds, bounds, (saved, first, second) => {
        const placed = placeWindow(saved, [first, second])
        expect([first, second].some(screen => isInside(placed, screen))).toBe(true)
      }),
    )
  })
})

type Bounds = typeof laptop

function isInside(inner: Bounds, outer: Bounds): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  )
}
