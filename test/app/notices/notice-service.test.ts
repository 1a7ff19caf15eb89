import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { transferIdSchema } from '../../../app/contract/transfers.ts'
import type { ServiceTask } from '../../../app/domain/task/task-record.ts'
import { noProgress, type TransferRecord } from '../../../app/transfers/transfer-record.ts'
import { taskId, taskRecord } from '../../fakes/task-records.ts'
import { noticeComputer, type RunningApp } from './notice-computer.ts'

const minute = 60_000
const hour = 60 * minute

let computer: ReturnType<typeof noticeComputer>
let app: RunningApp
beforeEach(() => {
  computer = noticeComputer()
  app = computer.start()
})
afterEach(() => computer.remove())

const run = (...ids: string[]) => app.tasks.apply(ids.map(id => taskRecord(id, { status: 'computation-started' })))
const end = (id: string, change: Partial<ServiceTask> = {}) =>
  app.tasks.apply([taskRecord(id, { endedAtMs: computer.clock.nowMs(), ...change })])
const pass = (ms = 2_000) => computer.clock.advance(ms)
const titles = () => app.heard.noticeRaised.map(({ title }) => title)
const state = () => app.desk.state()
const listed = () => app.notices.list().map(({ about }) => about.taskId)

describe('the end of a task', () => {
  it('comes up within two seconds, once, and is in the list as unread', () => {
    run('one')
    end('one')
    pass()
    end('one')
    pass(hour)
    expect(titles()).toEqual(['openfoam-foundation · Finished'])
    expect(app.notices.list()).toMatchObject([{ isRead: false, isFailure: false, about: { taskId: 'one' } }])
    expect(state()).toMatchObject({ unread: 1, unreadFailures: 0 })
  })

  it('is told again for the next attempt of the task', () => {
    run('one')
    end('one', { status: 'failed' })
    app.tasks.apply([taskRecord('one', { status: 'computation-started', retries: 1 })])
    end('one', { retries: 1 })
    pass()
    expect(listed()).toEqual(['one', 'one'])
    expect(state()).toMatchObject({ unread: 2, unreadFailures: 1 })
  })

  it('is no news to the one who killed it', () => {
    run('mine', 'other')
    app.tasks.setKill(taskId('mine'), 'requested')
    end('mine', { status: 'killed' })
    end('other', { status: 'killed' })
    pass()
    expect(listed()).toEqual(['other'])
  })

  it('is news where the kill came too late', () => {
    run('mine')
    app.tasks.setKill(taskId('mine'), 'requested')
    end('mine')
    pass()
    expect(listed()).toEqual(['mine'])
  })

  it('makes no notice where the rules leave it out', () => {
    app.setRules({ projects: ['wind'] })
    run('one', 'two')
    end('one', { project: 'default' })
    end('two', { project: 'wind' })
    pass()
    expect(listed()).toEqual(['two'])
    expect(titles()).toHaveLength(1)
  })
})

describe('several ends', () => {
  it('of three that finish within a minute stand in one popup, which takes the place of the first two', () => {
    run('one', 'two', 'three')
    for (const id of ['one', 'two', 'three']) {
      end(id)
      pass(15_000)
    }
    expect(titles().at(-1)).toBe('3 tasks finished')
    const [first, second, third] = app.heard.noticeRaised
    expect(third?.replaces).toEqual([first?.id, second?.id])
    expect(third).toMatchObject({ taskId: null, actions: [] })
    expect(listed()).toEqual(['three', 'two', 'one'])
  })

  it('that failed come up one by one', () => {
    run('one', 'two', 'three')
    for (const id of ['one', 'two', 'three']) end(id, { status: 'failed', statusAlias: 'Failed' })
    pass()
    expect(titles()).toEqual(Array.from({ length: 3 }, () => 'openfoam-foundation · Failed'))
    expect(app.heard.noticeRaised[0]).toMatchObject({ isFailure: true, actions: ['open', 'download', 'show-log'] })
  })

  it('come up within ten seconds, even when one follows the other', () => {
    const ids = Array.from({ length: 30 }, (_, at) => `task${at}`)
    run(...ids)
    for (const id of ids.slice(0, 11)) {
      end(id)
      pass(1_000)
    }
    expect(titles()).toEqual([expect.stringMatching(/^1\d tasks finished$/)])
  })
})

describe('ends while the app was closed', () => {
  beforeEach(() => {
    run('one', 'two', 'three')
    app.close()
    pass(8 * hour)
    app = computer.start()
  })

  it('are summed up once', () => {
    const endedAtMs = computer.clock.nowMs() - 3 * hour
    end('one', { endedAtMs })
    end('two', { endedAtMs })
    end('three', { endedAtMs, status: 'failed' })
    pass()
    expect(app.heard.noticeRaised).toMatchObject([
      { title: '3 tasks ended while Inductiva Desktop was closed', isFailure: true },
    ])
    expect(app.heard.noticeRaised[0]?.body).toContain('2 finished, 1 failed')
    expect(listed()).toHaveLength(3)
  })

  it('join the same sum when they are found later', () => {
    const endedAtMs = computer.clock.nowMs() - 3 * hour
    end('one', { endedAtMs })
    end('two', { endedAtMs })
    pass()
    end('three', { endedAtMs })
    pass()
    expect(titles()).toEqual([
      '2 tasks ended while Inductiva Desktop was closed',
      '3 tasks ended while Inductiva Desktop was closed',
    ])
    expect(app.heard.noticeRaised[1]?.replaces).toEqual([app.heard.noticeRaised[0]?.id])
  })

  it('stand apart from what ends now', () => {
    end('one', { endedAtMs: computer.clock.nowMs() - hour })
    end('two', { endedAtMs: computer.clock.nowMs() - hour })
    end('three')
    pass()
    expect(titles()).toEqual(['2 tasks ended while Inductiva Desktop was closed', 'openfoam-foundation · Finished'])
  })
})

describe('a crash', () => {
  it('between the end and its popup loses nothing and repeats nothing', () => {
    run('one', 'two')
    end('one')
    pass()
    end('two')
    app.crash()
    app = computer.start()
    pass()
    expect(titles()).toHaveLength(1)
    expect(app.heard.noticeRaised[0]?.noticeIds).toHaveLength(1)
    expect(listed()).toEqual(['two', 'one'])
  })

  it('in the middle of the transaction leaves the end to be told', () => {
    run('one', 'bad')
    const broken = { ...taskRecord('bad'), facts: { toJSON: () => app.crash() } as never }
    expect(() => app.tasks.apply([taskRecord('one'), broken])).toThrow()
    app = computer.start()
    expect(listed()).toEqual([])
    end('one')
    pass()
    expect(listed()).toEqual(['one'])
  })
})

describe('while notices are muted', () => {
  it('ends are in the list, none comes up, and afterwards there is one sum', () => {
    run('one', 'two')
    app.desk.mute('in-an-hour')
    end('one')
    pass(10 * minute)
    end('two', { status: 'failed' })
    pass(40 * minute)
    expect(titles()).toEqual([])
    expect(state()).toMatchObject({ unread: 2, unreadFailures: 1, isQuiet: true })
    pass(11 * minute)
    expect(titles()).toEqual(['2 tasks ended while notices were muted'])
    expect(state()).toMatchObject({ isQuiet: false, mutedUntilMs: null })
    pass(hour)
    expect(titles()).toHaveLength(1)
  })

  it('what was read meanwhile is not summed up', () => {
    run('one', 'two')
    app.desk.mute('in-an-hour')
    end('one')
    end('two')
    pass()
    app.notices.markRead([app.notices.list()[0]!.id])
    app.desk.mute('now')
    expect(titles()).toEqual(['openfoam-foundation · Finished'])
  })

  it('a restart changes nothing', () => {
    run('one')
    app.desk.mute('tomorrow')
    end('one')
    pass()
    app.close()
    pass(hour)
    app = computer.start()
    pass(hour)
    expect(titles()).toEqual([])
    expect(state()).toMatchObject({ isQuiet: true, mutedUntilMs: Date.parse('2026-01-06T08:00:00Z'), unread: 1 })
    pass(24 * hour)
    expect(titles()).toHaveLength(1)
  })

  it('quiet hours do the same, by the wall clock', () => {
    app.setRules({ quietHours: [{ fromMinute: 22 * 60, toMinute: 7 * 60, days: [1, 2, 3, 4, 5, 6, 7] }] })
    run('one', 'two')
    pass(14 * hour) // 23:00
    expect(state()).toMatchObject({ isQuiet: true, mutedUntilMs: null })
    end('one')
    end('two')
    pass(7 * hour + 59 * minute)
    expect(titles()).toEqual([])
    pass(2 * minute)
    expect(titles()).toEqual(['2 tasks ended while notices were muted'])
  })

  it('the app may be closed before they may come up', () => {
    run('one')
    app.desk.mute('in-an-hour')
    end('one')
    pass()
    app.close()
    pass(2 * hour)
    app = computer.start()
    pass()
    expect(titles()).toEqual(['openfoam-foundation · Finished'])
  })
})

describe('the list', () => {
  it('keeps the newest two hundred', () => {
    const ids = Array.from({ length: 230 }, (_, at) => `task${at}`)
    run(...ids)
    for (const id of ids) {
      end(id)
      pass(2_000)
    }
    expect(app.notices.list()).toHaveLength(200)
    expect(listed()[0]).toBe('task229')
    expect(state().unread).toBe(200)
  })

  it('marks some or all as read, and ends popups of which nothing is unread', () => {
    run('one', 'two')
    end('one')
    pass()
    end('two')
    pass()
    const [two, one] = app.notices.list()
    app.notices.markRead([two!.id])
    expect(app.heard.noticePopupsEnded).toEqual([{ ids: [app.heard.noticeRaised[1]?.id] }])
    expect(state().unread).toBe(1)
    app.notices.markRead(null)
    expect(app.heard.noticePopupsEnded[1]).toEqual({ ids: [app.heard.noticeRaised[0]?.id] })
    expect(app.notices.list().map(({ isRead }) => isRead)).toEqual([true, true])
    expect(one?.isRead).toBe(false)
    expect(app.heard.noticesChanged.at(-1)).toMatchObject({ unread: 0 })
  })
})

describe('a transfer', () => {
  const order: TransferRecord['order'] = {
    id: transferIdSchema.parse('8f7c1a52-7f2b-4c2e-9a1e-0d6b2f4a9c11'),
    taskId: taskId('one'),
    title: 'openfoam-foundation · default',
    archive: 'output',
    kind: 'files',
    selection: { items: [], globs: [] } as never,
    conflicts: 'replace',
    destination: '/downloads',
    group: null,
    createdAtMs: 0,
  }
  const record = (phase: TransferRecord['phase'], finishedAtMs: number | null): TransferRecord => ({
    ...{ order, phase, place: 1, limitBytesPerSecond: null, progress: noProgress, finishedAtMs, revision: 1 },
  })
  const failure = { code: 'destination-full', message: 'The disk is full.', remedy: 'retry', details: null } as const
  beforeEach(() => app.transfers.insert(record({ kind: 'queued' }, null)))

  it('is told once when it is done, however often it is written', () => {
    app.transfers.update(record({ kind: 'done' }, 1000))
    app.transfers.update(record({ kind: 'done' }, 1000))
    pass()
    app.transfers.update(record({ kind: 'done' }, 1000))
    pass()
    expect(titles()).toEqual(['openfoam-foundation · default · Downloaded'])
  })

  it('is told for each end: a failure, and what came of another try', () => {
    app.transfers.update(record({ kind: 'failed', failure }, 1000))
    app.transfers.update(record({ kind: 'queued' }, null))
    app.transfers.update(record({ kind: 'done' }, 2000))
    pass()
    expect(app.notices.list()).toMatchObject([
      { isFailure: false, about: { state: 'done', failure: null } },
      { isFailure: true, about: { state: 'failed', failure: { message: 'The disk is full.' } } },
    ])
  })

  it('that was cancelled is not told', () => {
    app.transfers.update(record({ kind: 'cancelled' }, 1000))
    pass()
    expect(listed()).toEqual([])
  })

  it('is told after a restart where the app ended before', () => {
    app.transfers.update(record({ kind: 'done' }, 1000))
    app.crash()
    app = computer.start()
    pass()
    expect(titles()).toEqual(['openfoam-foundation · default · Downloaded'])
    app.transfers.update(record({ kind: 'done' }, 1000))
    pass()
    expect(titles()).toHaveLength(1)
  })
})

describe('notices of an account that is left', () => {
  it('go from the screen: a click on one would be about a task of the next account', () => {
    run('one')
    end('one', { status: 'failed' })
    pass()
    const [popup] = app.heard.noticeRaised
    app.notices.dispose()
    expect(app.heard.noticePopupsEnded.flatMap(({ ids }) => ids)).toEqual([popup?.id])
  })
})
