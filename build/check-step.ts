import { spawn } from 'node:child_process'
import path from 'node:path'
import { projectFolder } from './entries.ts'
import { readTestCounts, type Counts } from './test-counts.ts'

/** One check of the project: a program and, where it counts tests, the report it writes. */
export type Step = {
  readonly name: string
  readonly command: readonly string[] // a program of node_modules/.bin, or "node", and its arguments
  readonly report?: string // JSON, relative to the project
}
export type StepResult = Counts & { readonly name: string; readonly seconds: number; readonly isGood: boolean }

const binFolder = path.join(projectFolder, 'node_modules', '.bin')
const environment = { ...process.env, PATH: `${binFolder}${path.delimiter}${process.env.PATH ?? ''}`, NO_COLOR: '1' }

/** Runs a step, prints what it wrote once it has ended, and answers how it went. */
export async function runStep(step: Step): Promise<StepResult> {
  const startedAtMs = performance.now()
  const { code, output } = await run(step.command)
  const seconds = (performance.now() - startedAtMs) / 1000
  console.log(`\n── ${step.name}: ${code === 0 ? 'passed' : 'failed'} in ${seconds.toFixed(1)} s\n${output.trimEnd()}`)
  return { name: step.name, seconds, isGood: code === 0, ...countsOf(step, code) }
}

/** A step without a report counts as one. A failed one always counts as a failure, whatever its report says. */
function countsOf({ report }: Step, code: number): Counts {
  const ownCounts = code === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 }
  const counts = report === undefined ? undefined : readTestCounts(path.join(projectFolder, report))
  if (counts === undefined) return report === undefined ? ownCounts : { passed: 0, failed: 1, skipped: 0 }
  return code === 0 ? counts : { ...counts, failed: Math.max(1, counts.failed) }
}

function run([program = '', ...args]: readonly string[]): Promise<{ code: number; output: string }> {
  // Windows finds the programs of node_modules/.bin only through its shell.
  const child = spawn(program, args, { cwd: projectFolder, env: environment, shell: process.platform === 'win32' })
  const parts: Buffer[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => parts.push(part))
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', code => resolve({ code: code ?? 1, output: Buffer.concat(parts).toString('utf8') }))
  })
}
