import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { build } from 'vite'
import { projectFolder } from './entries.ts'
import { stampFile } from './freshness.ts'
import { writeNotices } from './notices.ts'
import { renderIcons } from './render-icons.ts'

// The preload after the app, which empties the folder they share.
for (const config of ['vite.app.config.ts', 'vite.preload.config.ts', 'vite.renderer.config.ts']) {
  await build({ configFile: path.join(projectFolder, config) })
}
await renderIcons()
await writeNotices()
await writeFile(stampFile, '')
