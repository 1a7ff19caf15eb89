import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'

const VERSION = '0.18.12'
const run = promisify(execFile)

/** What a command ended with. */
export type Outcome = { readonly exitCode: number; readonly stdout: string; readonly stderr: string }

/** The vendor's client in an environment of its own. */
export type VendorClient = {
  /** The command line: `inductiva <args>`. */
  cli(args: readonly string[], folder: string): Promise<Outcome>
  /** A Python script that may import it. */
  script(source: string, folder: string): Promise<Outcome>
  /** The interpreter that finds it. */
  readonly python: string
}

/** The client cannot be had on this machine: no Python, or no package index. Says nothing about our service. */
export class ClientUnavailable extends Error {
  override readonly name = 'ClientUnavailable'
}

/**
 * Installs the vendor's client once into a folder, and points it at a service with a home of its own.
 *
 * @throws ClientUnavailable when it cannot be installed here.
 */
export async function prepareVendorClient(
  cacheFolder: string,
  environment: Record<string, string>,
): Promise<VendorClient> {
  const bin = join(cacheFolder, `inductiva-${VERSION}`, process.platform === 'win32' ? 'Scripts' : 'bin')
  if (!existsSync(join(bin, 'inductiva-is-installed'))) await install(join(bin, '..'), bin)
  const env = { PATH: `${bin}:${process.env['PATH'] ?? ''}`, LANG: 'C.UTF-8', ...environment }
  return {
    cli: (args, folder) => outcomeOf(join(bin, 'inductiva'), args, { cwd: folder, env }),
    script: (source, folder) => outcomeOf(join(bin, 'python'), ['-c', source], { cwd: folder, env }),
    python: join(bin, 'python'),
  }
}

async function install(folder: string, bin: string): Promise<void> {
  console.log(`Installing inductiva==${VERSION} into ${folder}`)
  await attempt('Python 3 with venv is needed', 'python3', ['-m', 'venv', '--clear', folder])
  const pip = [
    '-m',
    'pip',
    'install',
    '--quiet',
    '--disable-pip-version-check',
    '--retries',
    '1',
    `inductiva==${VERSION}`,
  ]
  await attempt('PyPI is out of reach', join(bin, 'python'), pip)
  await attempt('The environment is not writable', join(bin, 'python'), [
    '-c',
    `open(${JSON.stringify(join(bin, 'inductiva-is-installed'))}, 'w').close()`,
  ])
}

async function attempt(problem: string, command: string, args: readonly string[]): Promise<void> {
  const { exitCode, stdout, stderr } = await outcomeOf(command, args, {})
  if (exitCode !== 0) throw new ClientUnavailable(`${problem}: ${(stderr || stdout).trim().split('\n').at(-1) ?? ''}`)
}

const LIMIT_MS = 120_000

async function outcomeOf(
  command: string,
  args: readonly string[],
  options: { readonly cwd?: string; readonly env?: Record<string, string> },
): Promise<Outcome> {
  try {
    const { stdout, stderr } = await run(command, [...args], { ...options, timeout: LIMIT_MS, maxBuffer: 50_000_000 })
    return { exitCode: 0, stdout, stderr }
  } catch (error) {
    return failedOutcome(error)
  }
}

function failedOutcome(error: unknown): Outcome {
  const facts = error as { readonly code?: unknown; readonly stdout?: string; readonly stderr?: string } // of execFile
  const exitCode = typeof facts.code === 'number' ? facts.code : -1
  return { exitCode, stdout: facts.stdout ?? '', stderr: facts.stderr || String(error) }
}
