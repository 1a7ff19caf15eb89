import type { PlannedEntry, StyleName } from '../zip/writer-styles.ts'
import type { ArchivePlan } from '../zip/virtual-zip.ts'
import { archiveOf, folder, textFile, withFolders } from './entries.ts'
import { systemMetrics } from './files.ts'
import { simulators, type SimulatorName } from './simulators.ts'

/** What a task's archives depend on. */
export type ArchiveFacts = {
  readonly seed: string
  readonly simulator: SimulatorName
  readonly style: StyleName
  readonly computeSeconds: number
  /** What the simulation ends with on stderr, when it fails. */
  readonly stderr: string
  /** Further entries, with full names. */
  readonly extra: readonly PlannedEntry[]
}

export const ARTIFACTS = 'artifacts/'

/** The archive of a task's outputs: the machine's own files and whatever the simulator left. */
export function outputArchive(facts: ArchiveFacts): ArchivePlan {
  const simulator = simulators[facts.simulator]
  const entries = [
    folder(ARTIFACTS),
    textFile(`${ARTIFACTS}stdout.txt`, () => commandOutput(simulator.commands, facts, logOf(facts)), 3600),
    textFile(`${ARTIFACTS}stderr.txt`, () => commandOutput(simulator.commands, facts, facts.stderr), 3600),
    systemMetrics(ARTIFACTS, facts.seed, facts.computeSeconds),
    textFile(`${ARTIFACTS}output_update.csv`, () => '2026-05-18T08:59:41.120553,stdout.txt\n'),
    ...simulator.files(ARTIFACTS, facts.seed),
    ...facts.extra,
  ]
  return archiveOf(facts.style, withFolders(entries))
}

/** The archive of a task's inputs, as Python's archiver packs them. */
export function inputArchive({ simulator, seed }: Pick<ArchiveFacts, 'simulator' | 'seed'>): ArchivePlan {
  const entries = simulators[simulator].inputs.map(name => textFile(`sim_dir/${name}`, () => inputText(name, seed)))
  return archiveOf('python-zipfile', withFolders([folder('sim_dir/'), ...entries]))
}

/** What the simulator printed; when it failed, only what came before. */
function logOf({ simulator, seed, stderr }: ArchiveFacts): string {
  const log = simulators[simulator].log(seed)
  return stderr === '' ? log : log.slice(0, log.lastIndexOf('\n\n', 0.73 * log.length) + 1)
}

/** Each command has its own header, on stdout and on stderr. */
function commandOutput(commands: readonly string[], { seed }: ArchiveFacts, output: string): string {
  return commands
    .map((command, index) => {
      const tokens = command.split(' ').map(token => `'${token}'`)
      const header = `# COMMAND: [${tokens.join(', ')}]\n# WORKING DIRECTORY: /workdir/${seed}/output/artifacts\n# ENVIRONMENT: {}\n\n`
      const isLast = index === commands.length - 1
      return `${header}${isLast ? output : ''}\n${'-'.repeat(80)}\n`
    })
    .join('\n')
}

function inputText(name: string, seed: string): string {
  return `${name}\nCase ${seed}\n${'parameter = 1.0\n'.repeat(24)}`
}
