import { chmod } from 'node:fs'
import { createStream, type RotatingFileStream } from 'rotating-file-stream'

/** Where a log is written to. It never fails: an app whose log cannot be written goes on. */
export interface LogFile {
  write(line: string): void
  /** Resolves once everything written so far is with the system, or never will be. */
  flush(): Promise<void>
  end(): Promise<void>
}

type LogFileOptions = {
  /** Beyond this a log is put aside: a number and a unit, as "5M". */
  readonly size?: string
  /** How many earlier ones are kept. */
  readonly kept?: number
  /** How long to leave a file alone that could not be written, for example on a full disk. */
  readonly retryAfterMs?: number
}

/**
 * Opens a log for appending, readable by its owner only. It goes on with what is there; once it has grown too large, also
 * while it is being written, it becomes `<file>.1`, that one `<file>.2` and so on.
 */
export function openLogFile(file: string, options: LogFileOptions = {}): LogFile {
  const { size = '5M', kept = 3, retryAfterMs = 1_000 } = options
  let stream: RotatingFileStream | undefined
  let failure: { readonly reason: string; readonly atMs: number } | undefined
  let lostLines = 0

  const open = (): RotatingFileStream => {
    const opened = createStream(file, { size, rotate: kept, mode: 0o600 })
    opened.on('open', () => keepToOwner(file))
    opened.on('error', error => {
      failure = { reason: error.message, atMs: Date.now() }
      if (stream === opened) stream = undefined
    })
    return opened
  }
  const current = (): RotatingFileStream | undefined => {
    if (!stream && (!failure || Date.now() - failure.atMs >= retryAfterMs)) {
      stream = open()
      if (lostLines > 0) stream.write(gapLine(lostLines, failure?.reason))
      lostLines = 0
    }
    return stream
  }
  return {
    write(line) {
      const target = current()
      // Whether a line arrived is known later: the ones that were under way when it broke are counted then.
      if (!target) lostLines++
      else
        target.write(line, error => {
          if (error) lostLines++
        })
    },
    flush: () => settled(stream, (open, done) => open.write('', done)),
    end: () => settled(stream, (open, done) => open.end(done)),
  }
}

/** What is written next to a gap: a log that is silent about it would mislead. */
function gapLine(lines: number, reason: string | undefined): string {
  const time = new Date().toISOString()
  return `${JSON.stringify({ level: 40, time, lines, reason, msg: 'Lines of this log could not be written and are lost' })}\n`
}

/** Ended either way. One that breaks meanwhile is waited for until it has said so: then it is known to be broken. */
function settled(
  stream: RotatingFileStream | undefined,
  act: (open: RotatingFileStream, done: (error?: Error | null) => void) => void,
): Promise<void> {
  if (!stream || stream.destroyed) return Promise.resolve()
  return new Promise(resolve => {
    stream.once('error', () => resolve())
    stream.once('close', () => resolve())
    act(stream, error => {
      if (!error) resolve()
    })
  })
}

/** The mode of a new file says nothing about one that another version or program made readable for others. */
function keepToOwner(file: string): void {
  chmod(file, 0o600, error => {
    if (error) process.emitWarning(`The log may be readable by others: ${error.message}`)
  })
}
