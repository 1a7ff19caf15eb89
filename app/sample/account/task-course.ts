import type { TaskStatus } from './statuses.ts'
import type { OperationPlan, Phase } from './task-plan.ts'

/** How a task goes from its creation to its end. Times in seconds; `createdAtSeconds` from the service's start. */
export type Course = {
  readonly createdAtSeconds: number
  readonly queueSeconds: number
  readonly prepareSeconds: number
  readonly computeSeconds: number
  readonly uploadSeconds: number
  /** The last status, terminal or not. */
  readonly end: TaskStatus
  /** Seconds into each computation at which the spot machine was reclaimed and the task went back to the queue. */
  readonly preemptedAfterSeconds: readonly number[]
  readonly commands: readonly string[]
  readonly image: string
  readonly imageBytes: number
  readonly isStreamed: boolean
  readonly machineIds: readonly string[] // one more than pre-emptions
}

/** Statuses that come instead of a computation's end, at the end of its time. */
const CUTS_COMPUTATION: ReadonlySet<TaskStatus> = new Set([
  'spot-instance-preempted',
  'executer-terminated',
  'executer-terminated-by-user',
  'executer-terminated-ttl-exceeded',
  'executer-terminated-credits-exhausted',
  'executer-failed',
  'killed',
  'pending-kill',
] as const)
const UPLOAD_SECONDS = 1.4

/** The phases of a task, oldest first, with the machine's own steps. */
export function planPhases(course: Course): readonly Phase[] {
  const line = createLine(course.createdAtSeconds)
  line.enter('pending-input', UPLOAD_SECONDS, null)
  if (course.end === 'pending-input') return line.phases
  for (const [attempt, seconds] of course.preemptedAfterSeconds.entries()) {
    runAttempt(line, course, { attempt, computeSeconds: seconds, isCut: true })
    line.enter('spot-instance-preempted', 20, machineOf(course, attempt))
  }
  line.enter('submitted', course.queueSeconds, null)
  if (course.end === 'submitted' || course.end === 'zombie') return line.finish(course.end, null)
  const attempt = course.preemptedAfterSeconds.length
  const isCut = CUTS_COMPUTATION.has(course.end)
  prepareAndCompute(line, course, { attempt, computeSeconds: course.computeSeconds, isCut })
  const machineId = machineOf(course, attempt)
  if (course.end === 'killed') line.enter('pending-kill', 6, machineId)
  if (!isCut) line.enter('computation-ended', course.uploadSeconds, machineId, uploadSteps(course, line.at()))
  return line.finish(course.end, machineId)
}

type Attempt = { readonly attempt: number; readonly computeSeconds: number; readonly isCut: boolean }
type Line = ReturnType<typeof createLine>

function createLine(startSeconds: number) {
  const phases: Phase[] = []
  let atSeconds = startSeconds
  return {
    phases,
    at: () => atSeconds,
    enter: (status: TaskStatus, seconds: number, machineId: string | null, operations: OperationPlan[] = []): void => {
      phases.push({ status, atSeconds, machineId, operations })
      atSeconds += seconds
    },
    finish: (status: TaskStatus, machineId: string | null): readonly Phase[] => {
      if (phases.at(-1)?.status !== status) phases.push({ status, atSeconds, machineId, operations: [] })
      return phases
    },
  }
}

function runAttempt(line: Line, course: Course, attempt: Attempt): void {
  line.enter('submitted', course.queueSeconds, null)
  prepareAndCompute(line, course, attempt)
}

function prepareAndCompute(line: Line, course: Course, { attempt, computeSeconds, isCut }: Attempt): void {
  const machineId = machineOf(course, attempt)
  line.enter('started', course.prepareSeconds, machineId, prepareSteps(course, line.at()))
  const runs = commandSteps(course, { atSeconds: line.at(), computeSeconds, isCut })
  line.enter('computation-started', computeSeconds, machineId, runs)
}

function machineOf(course: Course, attempt: number): string | null {
  return course.machineIds[attempt] ?? null
}

function prepareSteps({ image, imageBytes, prepareSeconds }: Course, atSeconds: number): OperationPlan[] {
  const [container, download] = [0.78 * prepareSeconds, 0.15 * prepareSeconds]
  const rest = prepareSeconds - container - download
  return [
    step('download_container', atSeconds, container, {
      atStart: { image_uri: image },
      atEnd: { source: 'inductiva-apptainer-cache', size_bytes: imageBytes },
    }),
    step('download_input', atSeconds + container, download),
    step('uncompress_input', atSeconds + container + download, rest),
  ]
}

function uploadSteps({ uploadSeconds, isStreamed }: Course, atSeconds: number): OperationPlan[] {
  if (isStreamed) return [step('upload_output', atSeconds, uploadSeconds)]
  const compress = 0.4 * uploadSeconds
  return [
    step('compress_output', atSeconds, compress),
    step('upload_output', atSeconds + compress, uploadSeconds - compress),
  ]
}

type Run = { readonly atSeconds: number; readonly computeSeconds: number; readonly isCut: boolean }

/** The last command takes most of the time; when the computation is cut, it never comes to an exit code of its own. */
function commandSteps(course: Course, { atSeconds, computeSeconds, isCut }: Run): OperationPlan[] {
  const { commands, end } = course
  const before = commands.length > 1 ? 0.08 * computeSeconds : 0
  let start = atSeconds
  return commands.map((command, index) => {
    const isLast = index === commands.length - 1
    const seconds = isLast ? atSeconds + computeSeconds - start : before / (commands.length - 1)
    const hasFailed = isLast && (isCut || end === 'failed' || end === 'ttl-exceeded')
    const atEnd = isLast && isCut ? {} : { exit_code: hasFailed ? exitCodeOf(end) : 0 }
    const container = `apptainer exec --writable-tmpfs ${course.image.replace('docker://', '')} ${command}`
    const planned = step('exec_command', start, seconds, {
      atStart: { command, container_command: container },
      atEnd,
      hasFailed,
    })
    start += seconds
    return planned
  })
}

function exitCodeOf(end: TaskStatus): number {
  return end === 'ttl-exceeded' ? 137 : 1
}

type StepDetails = Partial<Pick<OperationPlan, 'atStart' | 'atEnd' | 'hasFailed'>>

function step(
  name: OperationPlan['name'],
  startSeconds: number,
  seconds: number,
  details: StepDetails = {},
): OperationPlan {
  return {
    name,
    startSeconds,
    endSeconds: startSeconds + seconds,
    hasFailed: details.hasFailed ?? false,
    atStart: details.atStart ?? {},
    atEnd: { execution_time_s: Number(seconds.toFixed(3)), ...details.atEnd },
  }
}
