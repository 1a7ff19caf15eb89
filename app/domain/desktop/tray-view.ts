import type { NoticeState } from '../../contract/notices.ts'
import type { Task, TaskId } from '../../contract/tasks.ts'
import type { Transfer, TransferState } from '../../contract/transfers.ts'
import { readableBytes } from '../readable-bytes.ts'

/** What the tray tells of. */
export type TrayFacts = {
  readonly isSignedIn: boolean
  readonly runningTasks: number
  readonly queuedTasks: number
  readonly endedTasks: readonly EndedTask[] // the newest end first
  readonly transfers: readonly Pick<Transfer, 'state' | 'bytesPerSecond'>[]
  readonly notices: Pick<NoticeState, 'unreadFailures' | 'mutedUntilMs'>
}
export type EndedTask = Pick<Task, 'id' | 'group' | 'simulator' | 'project' | 'endedAtMs'>

/** Which picture: they differ in their shape. */
export type TrayMark = 'idle' | 'running' | 'failed'

export type TrayAction =
  'pause-all' | 'resume-all' | 'mute-hour' | 'mute-until-tomorrow' | 'unmute' | 'open' | 'settings' | 'quit'

export type TrayEntry =
  | { readonly kind: 'separator' }
  | { readonly kind: 'text'; readonly label: string }
  | { readonly kind: 'task'; readonly id: TaskId; readonly label: string }
  | { readonly kind: 'action'; readonly action: TrayAction; readonly label: string; readonly isEnabled: boolean }

export type TrayView = { readonly mark: TrayMark; readonly tooltip: string; readonly entries: readonly TrayEntry[] }

/** The last ones that are listed. */
const mostEnded = 5
const atWork: readonly TransferState[] = ['reading-index', 'running', 'waiting', 'verifying']
const separator: TrayEntry = { kind: 'separator' }

/**
 * All that the tray shows.
 *
 * @param nowMs  Ages are rounded to minutes: the view stays the same for as long.
 * @param clock  Writes a point in time as hours and minutes.
 */
export function viewOfTray(facts: TrayFacts, nowMs: number, clock: (timeMs: number) => string): TrayView {
  const title = titleOf(facts)
  const ended = facts.endedTasks.slice(0, mostEnded).map(task => entryOfTask(task, nowMs))
  return {
    mark: markOf(facts),
    tooltip: `Inductiva Desktop: ${title}`,
    entries: [
      { kind: 'text', label: title },
      separator,
      ...(ended.length > 0 ? [...ended, separator] : []),
      ...(facts.isSignedIn ? [...commandsOf(facts, nowMs, clock), separator] : []),
      action('open', 'Open Inductiva Desktop'),
      action('settings', 'Settings', facts.isSignedIn),
      separator,
      action('quit', 'Quit'),
    ],
  }
}

/** "3 running, 1 downloading (12 MB/s)". */
function titleOf({ isSignedIn, runningTasks, queuedTasks, transfers }: TrayFacts): string {
  if (!isSignedIn) return 'Not signed in'
  const count = (states: readonly TransferState[]) => transfers.filter(({ state }) => states.includes(state)).length
  const bytesPerSecond = transfers.reduce((sum, transfer) => sum + (transfer.bytesPerSecond ?? 0), 0)
  const speed = bytesPerSecond > 0 ? ` (${readableBytes(Math.round(bytesPerSecond))}/s)` : ''
  const parts = [
    counted(runningTasks, 'running'),
    counted(queuedTasks, 'queued'),
    counted(count(atWork), `downloading${speed}`),
    counted(count(['queued']), 'waiting to download'),
    counted(count(['paused']), 'paused'),
  ]
  return parts.filter(part => part !== '').join(', ') || 'Nothing is running'
}

function counted(count: number, what: string): string {
  return count === 0 ? '' : `${count} ${what}`
}

function markOf({ runningTasks, transfers, notices }: TrayFacts): TrayMark {
  if (notices.unreadFailures > 0) return 'failed'
  return runningTasks > 0 || transfers.some(({ state }) => atWork.includes(state)) ? 'running' : 'idle'
}

function entryOfTask({ id, group, simulator, project, endedAtMs }: EndedTask, nowMs: number): TrayEntry {
  const glyph = group === 'finished' ? '✓' : '✗'
  const age = endedAtMs === null ? '' : `, ${roughAge(nowMs - endedAtMs)}`
  return { kind: 'task', id, label: `${glyph} ${simulator} · ${project}${age}` }
}

/** Down to minutes: "just now", "5 min ago", "3 h ago", "2 d ago". */
function roughAge(ageMs: number): string {
  const minutes = Math.floor(ageMs / 60_000)
  if (minutes < 1) return 'just now'
  if (minutes < 60) return `${minutes} min ago`
  return minutes < 1440 ? `${Math.floor(minutes / 60)} h ago` : `${Math.floor(minutes / 1440)} d ago`
}

function commandsOf(facts: TrayFacts, nowMs: number, clock: (timeMs: number) => string): readonly TrayEntry[] {
  const has = (...states: readonly TransferState[]) => facts.transfers.some(({ state }) => states.includes(state))
  const { mutedUntilMs } = facts.notices
  return [
    action('pause-all', 'Pause All Downloads', has(...atWork, 'queued')),
    action('resume-all', 'Resume All Downloads', has('paused')),
    separator,
    ...(mutedUntilMs !== null && mutedUntilMs > nowMs
      ? [action('unmute', `Unmute Notices (muted until ${clock(mutedUntilMs)})`)]
      : [action('mute-hour', 'Mute Notices for 1 Hour'), action('mute-until-tomorrow', 'Mute Notices until Tomorrow')]),
  ]
}

function action(name: TrayAction, label: string, isEnabled = true): TrayEntry {
  return { kind: 'action', action: name, label, isEnabled }
}

/** The five that ended last, of more: lists come in the order of submission. */
export function lastEnded(tasks: readonly EndedTask[]): readonly EndedTask[] {
  return tasks.toSorted((a, b) => (b.endedAtMs ?? 0) - (a.endedAtMs ?? 0)).slice(0, mostEnded)
}
