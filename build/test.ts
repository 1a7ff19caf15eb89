import { rmSync } from 'node:fs'
import path from 'node:path'
import { ensureTestPackages } from './apt-packages.ts'
import { runStep, type Step, type StepResult } from './check-step.ts'
import { projectFolder } from './entries.ts'
import { build, endToEndTests, staticLanes, unitTests } from './steps.ts'

// Every check there is: `npm test`. With --without-browser, all but those in a browser: `npm run check`.
const withBrowser = !process.argv.includes('--without-browser')

const problem = ensureTestPackages()
if (problem !== undefined) {
  console.error(problem)
  process.exit(1)
}
// A report of an earlier run must not be counted for this one.
rmSync(path.join(projectFolder, 'test-results'), { recursive: true, force: true })

const startedAtMs = performance.now()
const results = (await Promise.all(staticLanes.map(runInOrder))).flat()
results.push(...(await runInOrder([unitTests])))
if (withBrowser) results.push(...(await runEndToEndTests(results)))
printSummary(results, (performance.now() - startedAtMs) / 1000)
process.exitCode = results.every(({ isGood }) => isGood) ? 0 : 1

async function runInOrder(steps: readonly Step[]): Promise<readonly StepResult[]> {
  const done: StepResult[] = []
  for (const step of steps) done.push(await runStep(step))
  return done
}

/** Without a build they would only say over and over that there is none; its failure counts already. */
async function runEndToEndTests(before: readonly StepResult[]): Promise<readonly StepResult[]> {
  if (before.find(({ name }) => name === build.name)?.isGood) return runInOrder([endToEndTests])
  console.log(`\n── ${endToEndTests.name}: not run, the app was not built`)
  return []
}

function printSummary(all: readonly StepResult[], seconds: number): void {
  console.log('\nCheck                         seconds  passed  failed  skipped')
  for (const result of all) console.log(row(result))
  const sum = (count: 'passed' | 'failed' | 'skipped') => all.reduce((total, result) => total + result[count], 0)
  console.log(row({ name: 'all', seconds, passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') }))
  console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`)
}

function row({ name, seconds, passed, failed, skipped }: Omit<StepResult, 'isGood'>): string {
  const numbers = [seconds.toFixed(1).padStart(9), ...[passed, failed, skipped].map(count => String(count).padStart(8))]
  return name.padEnd(28) + numbers.join('')
}
