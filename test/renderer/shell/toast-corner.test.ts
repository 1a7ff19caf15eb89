import { describe, expect, it } from 'vitest'
import { toastCorner } from '../../../renderer/shell/toast-corner.ts'

const window = { width: 1280, height: 800 }
const box = (left: number, top: number, width = 28, height = 28) => ({
  ...{ left, top },
  ...{ right: left + width, bottom: top + height },
})

describe('toastCorner', () => {
  it.each([
    ['nothing', null, 'bottom-right'],
    ['a button at the lower right', box(1200, 700), 'top-right'],
    ['a button that reaches below the toasts', box(880, 700, 60), 'top-right'],
    ['a button at the lower left', box(40, 700), 'bottom-right'],
    ['a button at the upper right', box(1200, 40), 'bottom-right'],
    ['a table over the height of the window', box(300, 60, 980, 700), 'bottom-right'],
  ] as const)('leaves %s in sight', (_, focused, corner) => {
    expect(toastCorner(focused, window)).toBe(corner)
  })
})
