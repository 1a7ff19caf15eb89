import { createWriteStream, renameSync, statSync, type WriteStream } from 'node:fs'

/** A log that has grown beyond this is put aside at the next start; one earlier log is kept. */
const largestBytes = 5_000_000

/** Opens a log for appending, readable by its owner only. `<file>.1` holds the one before, if there was one. */
export function openLogFile(file: string): WriteStream {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0
  if (size > largestBytes) renameSync(file, `${file}.1`)
  return createWriteStream(file, { flags: 'a', mode: 0o600 })
}
