import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, watch, writeFileSync } from 'node:fs'
import path from 'node:path'

export type Launch = { readonly argv: readonly string[]; readonly cwd: string }

/**
 * Answers at once, as Electron does, whether this process is the first with this folder. A later one leaves a note in
 * the folder, which the first hears about.
 */
export function requestSingleInstance(userDataFolder: string, onSecond: (launch: Launch) => void): boolean {
  const folder = path.join(userDataFolder, 'instances')
  const lock = path.join(folder, 'lock')
  mkdirSync(folder, { recursive: true })
  if (isHeld(lock)) {
    leaveNote(folder)
    return false
  }
  writeFileSync(lock, String(process.pid))
  process.once('exit', () => rmSync(lock, { force: true }))
  watch(folder, () => readNotes(folder).forEach(onSecond)).unref()
  return true
}

function isHeld(lock: string): boolean {
  try {
    process.kill(Number(readFileSync(lock, 'utf8')), 0)
    return true
  } catch {
    return false // no lock, or of a process that has ended
  }
}

function leaveNote(folder: string): void {
  const note = path.join(folder, `${process.pid}.new`)
  writeFileSync(note, JSON.stringify({ argv: process.argv, cwd: process.cwd() } satisfies Launch))
  renameSync(note, path.join(folder, `${process.pid}.json`))
}

function readNotes(folder: string): readonly Launch[] {
  const notes = readdirSync(folder).filter(name => name.endsWith('.json'))
  return notes.map(name => {
    const launch = JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as Launch
    rmSync(path.join(folder, name))
    return launch
  })
}
