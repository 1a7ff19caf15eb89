import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { placementSchema, type Placement } from './window-placement.ts'

/** What the file says, or undefined: a missing or damaged one only costs the window its old place. */
export function readPlacement(file: string): Placement | undefined {
  try {
    return placementSchema.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data
  } catch {
    return undefined
  }
}

/** Synchronous, as it happens while a window closes. Never leaves half a file. */
export function writePlacement(file: string, placement: Placement): void {
  mkdirSync(path.dirname(file), { recursive: true })
  const temporary = `${file}.new`
  writeFileSync(temporary, JSON.stringify(placement))
  renameSync(temporary, file)
}
