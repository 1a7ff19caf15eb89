import { existsSync, readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { distFolder, projectFolder } from './entries.ts'

/** Written last by a build; its age is the age of the build. */
export const stampFile = path.join(distFolder, '.built')

const sources = ['app', 'renderer', 'build', 'package.json', 'package-lock.json', 'CHANGELOG.md']
const configs = ['vite.app.config.ts', 'vite.preload.config.ts', 'vite.renderer.config.ts']

/** Whether the last build is newer than everything it was made from. Folders count too: they change when a file goes. */
export function isBuildFresh(): boolean {
  if (!existsSync(stampFile)) return false
  const builtAtMs = statSync(stampFile).mtimeMs
  return [...sources, ...configs].every(name => newestMtimeMs(path.join(projectFolder, name)) <= builtAtMs)
}

function newestMtimeMs(top: string): number {
  const below = statSync(top).isDirectory() ? readdirSync(top, { recursive: true, encoding: 'utf8' }) : []
  return Math.max(statSync(top).mtimeMs, ...below.map(name => statSync(path.join(top, name)).mtimeMs))
}
