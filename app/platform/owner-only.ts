import { chmodSync, closeSync, openSync, statSync } from 'node:fs'

/** Sees to it that a file is there, empty if it was not, and that only its owner can read it. */
export function makeOwnerOnly(path: string): void {
  closeSync(openSync(path, 'a', 0o600))
  keepToOwner(path)
}

/** Takes a file, if it is there, from everybody else: earlier versions left that to the system's default. */
export function keepToOwner(path: string): void {
  const mode = statSync(path, { throwIfNoEntry: false })?.mode
  if (mode !== undefined && (mode & 0o077) !== 0) chmodSync(path, 0o600)
}
