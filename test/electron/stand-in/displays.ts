const area = { x: 0, y: 0, width: 1600, height: 1000 }
const display = { id: 1, bounds: area, workArea: area, scaleFactor: 1 }

export const onePlace = { x: 0, y: 0, width: 800, height: 600 }

/** A desktop with one screen. */
export const screen = { getPrimaryDisplay: () => display, getAllDisplays: () => [display] }
