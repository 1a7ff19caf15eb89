/** Longest piece of a line drawn as one row. A file that is one line of megabytes is then as quick as any other. */
const rowCharacters = 1000

/** A text cut into rows to draw. Row `i` reaches from `starts[i]` up to `starts[i + 1]`, line break included. */
export type TextRows = {
  readonly text: string
  readonly starts: Uint32Array // one more than there are rows
  readonly lines: Uint32Array // number of the line, from 1; 0 for a row that continues the one above
  readonly lineCount: number
  readonly longest: number // characters of the longest row
}

export function cutRows(text: string): TextRows {
  const starts: number[] = []
  const lines: number[] = []
  let line = 0
  let longest = 0
  for (let from = 0; from < text.length;) {
    const found = text.indexOf('\n', from)
    const end = found < 0 ? text.length : found + 1
    line += 1
    for (let at = from; at < end; at += rowCharacters) {
      starts.push(at)
      lines.push(at === from ? line : 0)
      longest = Math.max(longest, Math.min(rowCharacters, end - at))
    }
    from = end
  }
  return {
    text,
    starts: Uint32Array.from([...starts, text.length]),
    lines: Uint32Array.from(lines),
    lineCount: line,
    longest,
  }
}

export function rowCount(rows: TextRows): number {
  return rows.lines.length
}

/** The characters of a row, without its line break. */
export function rowText(rows: TextRows, row: number): string {
  return rows.text.slice(rows.starts[row], rows.starts[row + 1]).replace(/\r?\n$/, '')
}

/** The row that holds a character. */
export function rowOf(rows: TextRows, offset: number): number {
  let low = 0
  let high = rowCount(rows) - 1
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((rows.starts[middle] ?? 0) <= offset) low = middle
    else high = middle - 1
  }
  return low
}
