/**
 * Finished entries as they go on record: position and local path by turns, as JSON without the brackets around it. A
 * text, because the threads that finish thousands of entries make it, and nobody looks into it until the next start.
 */
export type DoneRecord = string

type DoneEntry = { readonly index: number; readonly localPath: string }

export function recordDone(entries: readonly DoneEntry[]): DoneRecord {
  return JSON.stringify(entries.flatMap(({ index, localPath }) => [index, localPath])).slice(1, -1)
}

/** Several as the one list that is kept of them. */
export function listOfDone(records: readonly DoneRecord[]): string {
  return `[${records.join(',')}]`
}

/** Adds what a list holds. Checked by hand: there may be a million. @throws SyntaxError, TypeError */
export function readDone(list: string, into: Map<number, string>): void {
  const values = JSON.parse(list) as readonly unknown[]
  for (let at = 0; at < values.length; at += 2) {
    const [index, localPath] = [values[at], values[at + 1]]
    if (typeof index !== 'number' || typeof localPath !== 'string')
      throw new TypeError('not a list of finished entries')
    into.set(index, localPath)
  }
}
