import path from 'node:path'
import { ensureBuilt } from './ensure-built.ts'
import { distFolder } from './entries.ts'
import { runChild } from './run-child.ts'

await ensureBuilt()
process.exitCode = await runChild(process.execPath, [
  '--disable-warning=ExperimentalWarning',
  path.join(distFolder, 'app/serve.js'),
  '--no-open',
  ...process.argv.slice(2),
])
