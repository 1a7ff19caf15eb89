import { EventEmitter } from 'node:events'

const area = { x: 0, y: 0, width: 1600, height: 1000 }
const display = { id: 1, bounds: area, workArea: area, scaleFactor: 1 }

export const onePlace = { x: 0, y: 0, width: 800, height: 600 }

/**
 * A desktop with one screen. Follows https://www.electronjs.org/docs/latest/api/screen; a test puts other screens in and
 * emits `display-removed`.
 */
export const screen = Object.assign(new EventEmitter(), {
  getPrimaryDisplay: () => display,
  getAllDisplays: () => [display],
})
