/** Most matches kept: beyond this a number tells nobody anything, and the search would only cost. */
export const mostMatches = 10_000

/** Where a text occurs, regardless of case: first characters, in order. */
export function findText(text: string, wanted: string): readonly number[] {
  if (wanted === '') return []
  const pattern = new RegExp(wanted.replace(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`), 'giu')
  return text
    .matchAll(pattern)
    .take(mostMatches)
    .map(match => match.index)
    .toArray()
}

/** A piece of a row, marked where it belongs to a match. */
export type MarkedPiece = { readonly text: string; readonly match: number | null }

/**
 * Splits one row at the matches that touch it. A match may begin before the row or end after it.
 *
 * @param from    Offset of the row's first character.
 * @param length  Characters of every match.
 */
export function markRow(row: string, from: number, matches: readonly number[], length: number): readonly MarkedPiece[] {
  const pieces: MarkedPiece[] = []
  let done = 0
  for (let match = firstTouching(matches, from - length + 1); match < matches.length; match += 1) {
    const start = (matches[match] ?? 0) - from
    if (start >= row.length) break
    const [left, right] = [Math.max(done, start), Math.min(row.length, start + length)]
    if (left > done) pieces.push({ text: row.slice(done, left), match: null })
    if (right > left) pieces.push({ text: row.slice(left, right), match })
    done = Math.max(done, right)
  }
  if (done < row.length) pieces.push({ text: row.slice(done), match: null })
  return pieces
}

function firstTouching(matches: readonly number[], from: number): number {
  let low = 0
  let high = matches.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((matches[middle] ?? 0) < from) low = middle + 1
    else high = middle
  }
  return low
}
