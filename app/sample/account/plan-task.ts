import { randomText } from '../random.ts'
import { simulators, type SimulatorName } from '../simulations/simulators.ts'
import { inputArchive, outputArchive } from '../simulations/task-archives.ts'
import type { ArchivePlan } from '../zip/virtual-zip.ts'
import type { PlannedEntry, StyleName } from '../zip/writer-styles.ts'
import { DEFAULT_PROJECT } from './account.ts'
import { machines, type MachineName } from './machines.ts'
import type { TaskStatus } from './statuses.ts'
import { planPhases } from './task-course.ts'
import type { TaskPlan } from './task-plan.ts'

/** A task in few words; the rest follows from its key. Times in seconds. */
export type TaskSpec = {
  readonly key: string // everything random about the task comes from it
  readonly simulator: SimulatorName
  readonly ageSeconds: number // since its creation, when the service starts
  readonly computeSeconds: number
  readonly end: TaskStatus
  readonly project?: string
  readonly metadata?: Readonly<Record<string, string>>
  readonly machine?: MachineName
  readonly group?: string // tasks of one group queue behind each other
  readonly queueSeconds?: number
  readonly prepareSeconds?: number
  readonly uploadSeconds?: number
  readonly preemptedAfterSeconds?: readonly number[]
  readonly style?: StyleName
  readonly stderr?: string
  readonly errorDetail?: string
  readonly machineErrorDetail?: string
  readonly leavesOutput?: boolean // by default as the end has it
  readonly extra?: readonly PlannedEntry[]
  /** An archive in place of the simulator's usual one. */
  readonly output?: () => ArchivePlan
}

const LEAVES_OUTPUT: ReadonlySet<TaskStatus> = new Set(['success', 'failed', 'ttl-exceeded', 'killed'] as const)

export function planTask(spec: TaskSpec): TaskPlan {
  const simulator = simulators[spec.simulator]
  const style = spec.style ?? 'seven-zip-stream'
  const isStreamed = style === 'seven-zip-stream' || style === 'stream-zip'
  const preemptions = spec.preemptedAfterSeconds ?? []
  const groupName = spec.group ?? spec.key
  return {
    id: taskId(spec.key),
    simulator: spec.simulator,
    image: simulator.image,
    project: spec.project ?? DEFAULT_PROJECT,
    metadata: spec.metadata ?? {},
    machine: machines[spec.machine ?? 'medium'],
    group: { id: uuid(`group ${groupName}`), name: `api-${randomText(`name of group ${groupName}`, 25)}` },
    commands: simulator.commands,
    phases: planPhases({
      createdAtSeconds: -spec.ageSeconds,
      queueSeconds: spec.queueSeconds ?? 2.318,
      prepareSeconds: spec.prepareSeconds ?? 21.47,
      computeSeconds: spec.computeSeconds,
      uploadSeconds: spec.uploadSeconds ?? 6.204,
      end: spec.end,
      preemptedAfterSeconds: preemptions,
      commands: simulator.commands,
      image: simulator.image,
      imageBytes: simulator.imageBytes,
      isStreamed,
      machineIds: Array.from({ length: preemptions.length + 1 }, (_, index) => uuid(`machine ${spec.key} ${index}`)),
    }),
    resubmitOnPreemption: preemptions.length > 0,
    retries: preemptions.length,
    isStreamed,
    compressWith: style.startsWith('seven-zip') ? 'SEVEN_Z' : 'AUTO',
    errorDetail: spec.errorDetail ?? null,
    machineErrorDetail: spec.machineErrorDetail ?? null,
    leavesOutput: spec.leavesOutput ?? LEAVES_OUTPUT.has(spec.end),
    output: spec.output ?? (() => usualOutput(spec, style)),
    input: () => inputArchive({ simulator: spec.simulator, seed: taskId(spec.key) }),
  }
}

/** 25 lower-case letters and digits, always the same for a key. */
export function taskId(key: string): string {
  return randomText(`task ${key}`, 25)
}

function usualOutput(spec: TaskSpec, style: StyleName): ArchivePlan {
  return outputArchive({
    seed: taskId(spec.key),
    simulator: spec.simulator,
    style,
    computeSeconds: spec.computeSeconds,
    stderr: spec.stderr ?? '',
    extra: spec.extra ?? [],
  })
}

function uuid(seed: string): string {
  const hex = randomText(seed, 32, '0123456789abcdef')
  const variant = `${hex.slice(0, 12)}4${hex.slice(13, 16)}a${hex.slice(17)}`
  return [20, 16, 12, 8].reduce((text, at) => `${text.slice(0, at)}-${text.slice(at)}`, variant)
}
