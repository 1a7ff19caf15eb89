const headerPixels = 33
const rowPixels = 36
/** More are scrolled to. */
const mostRows = 12

/** As high as a list in a dialog needs to be, in pixels: a few rows leave no empty room below them. */
export function heightOf(rows: number | null): number {
  return headerPixels + rowPixels * Math.min(mostRows, Math.max(1, rows ?? 1)) + 1
}
