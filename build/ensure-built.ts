import path from 'node:path'
import { isBuildFresh } from './freshness.ts'
import { runChild } from './run-child.ts'

/** Builds where sources are newer than the last build. In a process of its own: the bundler's memory goes with it. */
export async function ensureBuilt(): Promise<void> {
  if (isBuildFresh()) return
  console.log('Building the app…')
  const code = await runChild(process.execPath, [path.join(import.meta.dirname, 'build.ts')])
  if (code !== 0) process.exit(code)
}
