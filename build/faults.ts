import path from 'node:path'
import { parseArgs } from 'node:util'
import { projectFolder } from './entries.ts'
import { runChild } from './run-child.ts'

// The fault suite in its long form. `npm test` runs the same with few kills.
const { values } = parseArgs({
  options: { kills: { type: 'string', default: '200' }, seed: { type: 'string', default: String(Date.now()) } },
})
console.log(`${values.kills} kills, seed ${values.seed} (--kills N --seed N)`)
const environment = { ...process.env, INDUCTIVA_TEST_KILLS: values.kills, INDUCTIVA_TEST_SEED: values.seed }
const vitest = path.join(projectFolder, 'node_modules/vitest/vitest.mjs')
process.exitCode = await runChild(process.execPath, [vitest, 'run', 'test/faults'], environment)
