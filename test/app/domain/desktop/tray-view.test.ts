import { describe, expect, it } from 'vitest'
import { taskIdSchema } from '../../../../app/contract/tasks.ts'
import { lastEnded, viewOfTray, type TrayFacts } from '../../../../app/domain/desktop/tray-view.ts'

const nowMs = Date.UTC(2026, 3, 21, 12)
const clock = (timeMs: number) => new Date(timeMs).toISOString().slice(11, 16)
const minuteMs = 60_000
const still: TrayFacts = {
  isSignedIn: true,
  runningTasks: 0,
  queuedTasks: 0,
  endedTasks: [],
  transfers: [],
  notices: { unreadFailures: 0, mutedUntilMs: null },
}
const view = (facts: Partial<TrayFacts>) => viewOfTray({ ...still, ...facts }, nowMs, clock)
const titleOf = (facts: Partial<TrayFacts>) => view(facts).entries[0]
const actionsOf = (facts: Partial<TrayFacts>) =>
  view(facts).entries.flatMap(entry => (entry.kind === 'action' ? [[entry.action, entry.isEnabled]] : []))
const transfer = (
  state: 'running' | 'queued' | 'paused' | 'done' | 'verifying',
  bytesPerSecond: number | null = null,
) => ({
  state,
  bytesPerSecond,
})
const ended = (id: string, group: 'finished' | 'failed', minutesAgo: number | null) => ({
  id: taskIdSchema.parse(id),
  group,
  simulator: 'swan',
  project: 'waves',
  endedAtMs: minutesAgo === null ? null : nowMs - minutesAgo * minuteMs,
})

describe('the first line of the tray', () => {
  it.each<[string, Partial<TrayFacts>]>([
    ['Nothing is running', {}],
    ['Not signed in', { isSignedIn: false }],
    ['3 running, 1 downloading (12 MB/s)', { runningTasks: 3, transfers: [transfer('running', 12_345_678)] }],
    ['1 running, 2 queued', { runningTasks: 1, queuedTasks: 2, transfers: [transfer('done')] }],
    [
      '2 downloading (3.0 MB/s), 1 waiting to download',
      { transfers: [transfer('running', 3_000_000), transfer('verifying'), transfer('queued')] },
    ],
    ['1 paused', { transfers: [transfer('paused')] }],
  ])('says %s', (label, facts) => {
    expect(titleOf(facts)).toEqual({ kind: 'text', label })
    expect(view(facts).tooltip).toBe(`Inductiva Desktop: ${label}`)
  })
})

describe('the picture of the tray', () => {
  it.each<[string, Partial<TrayFacts>]>([
    ['idle', { queuedTasks: 2, transfers: [transfer('paused'), transfer('queued')] }],
    ['running', { runningTasks: 1 }],
    ['running', { transfers: [transfer('verifying')] }],
    ['failed', { runningTasks: 1, notices: { unreadFailures: 1, mutedUntilMs: null } }],
  ])('is %s', (mark, facts) => expect(view(facts).mark).toBe(mark))
})

describe('the last tasks in the tray', () => {
  it('carry how they ended and how long ago', () => {
    const endedTasks = [
      ended('a', 'finished', 0.5),
      ended('b', 'failed', 5),
      ended('c', 'finished', 200),
      ended('d', 'finished', 3000),
      ended('e', 'failed', null),
    ]
    const labels = view({ endedTasks }).entries.flatMap(entry => (entry.kind === 'task' ? [entry.label] : []))
    expect(labels).toEqual([
      '✓ swan · waves, just now',
      '✗ swan · waves, 5 min ago',
      '✓ swan · waves, 3 h ago',
      '✓ swan · waves, 2 d ago',
      '✗ swan · waves',
    ])
  })

  it('are the five that ended last, whenever they were submitted', () => {
    const tasks = [7, 3, null, 1, 9, 5, 2].map((minutes, index) => ended(`t${index}`, 'finished', minutes))
    expect(lastEnded(tasks).map(({ id }) => id)).toEqual(['t3', 't6', 't1', 't5', 't0'])
  })
})

describe('the commands of the tray', () => {
  it.each<[string, Partial<TrayFacts>, boolean, boolean]>([
    ['nothing to pause', {}, false, false],
    ['something to pause', { transfers: [transfer('queued')] }, true, false],
    ['something to resume', { transfers: [transfer('paused')] }, false, true],
    ['both', { transfers: [transfer('paused'), transfer('running')] }, true, true],
  ])('know of %s', (_, facts, canPause, canResume) => {
    expect(actionsOf(facts)).toEqual(
      expect.arrayContaining([
        ['pause-all', canPause],
        ['resume-all', canResume],
      ]),
    )
  })

  it('offer to mute, and while muted to end that', () => {
    expect(actionsOf({}).map(([name]) => name)).toEqual(expect.arrayContaining(['mute-hour', 'mute-until-tomorrow']))
    const muted = view({ notices: { unreadFailures: 0, mutedUntilMs: nowMs + 30 * minuteMs } })
    expect(muted.entries).toContainEqual({
      ...{ kind: 'action', action: 'unmute', isEnabled: true },
      label: 'Unmute Notices (muted until 12:30)',
    })
    expect(actionsOf({ notices: { unreadFailures: 0, mutedUntilMs: nowMs } }).map(([name]) => name)).toContain(
      'mute-hour',
    )
  })

  it('are few while nobody is signed in', () => {
    expect(actionsOf({ isSignedIn: false })).toEqual([
      ['open', true],
      ['settings', false],
      ['quit', true],
    ])
  })
})
