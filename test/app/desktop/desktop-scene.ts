import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'
import type { Scene } from './desktop-child.ts'

/** What parts of the desktop told Electron and the core in a scene. */
export type Played = {
  readonly core: readonly string[]
  readonly warnings: readonly string[]
  readonly notifications: readonly { readonly title: string; readonly body: string; readonly closed: number }[]
  readonly appUserModelIds: readonly string[]
  readonly loginItems: readonly unknown[]
  readonly schemes: readonly string[]
  readonly windowIcons: readonly (string | null)[]
}

/** Plays it in a process of its own, which takes itself to be on the scene's system. */
export async function playScene(scene: Scene, environment: NodeJS.ProcessEnv = {}): Promise<Played> {
  const child = path.join(import.meta.dirname, 'desktop-child.ts')
  const { stdout } = await promisify(execFile)(process.execPath, [child, JSON.stringify(scene)], {
    env: { ...process.env, ...environment },
  })
  return JSON.parse(stdout) as Played
}
