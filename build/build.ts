import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { build } from 'vite'
import { distFolder, projectFolder } from './entries.ts'
import { stampFile } from './freshness.ts'

const parts = [
  { config: 'vite.app.config.ts', source: 'app/contract/contract.ts' },
  { config: 'vite.preload.config.ts', source: 'app/preload.ts' }, // after the app, which empties the folder they share
  { config: 'vite.renderer.config.ts', source: 'renderer/index.html' },
]

for (const { config, source } of parts) {
  if (existsSync(path.join(projectFolder, source))) await build({ configFile: path.join(projectFolder, config) })
  else console.warn(`Not built, ${source} is not there: ${config}`)
}
await mkdir(distFolder, { recursive: true })
await writeFile(stampFile, '')
