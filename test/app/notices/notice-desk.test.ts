import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createNoticeHandlers } from '../../../app/notices/notice-handlers.ts'
import { aPopup } from '../../fakes/fake-notices.ts'
import { noticeComputer, type RunningApp } from './notice-computer.ts'

const problem = 'This computer shows no notifications.'

let computer: ReturnType<typeof noticeComputer>
let app: RunningApp
beforeEach(() => {
  computer = noticeComputer()
  app = computer.start()
})
afterEach(() => computer.remove())

const raised = () => app.heard.noticeRaised.map(({ id, shownBy }) => `${id} ${shownBy}`)

describe('popups', () => {
  it('are shown by the window where there is no system for it, which is no problem', () => {
    app.desk.raise(aPopup())
    expect(raised()).toEqual(['one-1 window'])
    expect(app.desk.state()).toMatchObject({ shownBy: 'window', problem: null })
  })

  it('are shown by the system once it offers to', () => {
    app.desk.system.offer()
    app.desk.raise(aPopup())
    expect(raised()).toEqual(['one-1 system'])
    expect(app.heard.noticesChanged.at(-1)).toMatchObject({ shownBy: 'system' })
  })

  it('go to the window when the system fails, which is tried again with the next one', () => {
    app.desk.system.offer()
    app.desk.raise(aPopup())
    app.desk.system.failed(problem, aPopup({ replaces: ['before'] }))
    expect(raised()).toEqual(['one-1 system', 'one-1 window'])
    expect(app.heard.noticeRaised[1]?.replaces).toEqual([]) // they went when it was raised first
    expect(app.heard.noticesChanged.at(-1)).toMatchObject({ shownBy: 'window', problem })
    app.desk.raise(aPopup({ id: 'next' }))
    app.desk.system.shown()
    expect(raised().at(-1)).toBe('next system')
    expect(app.heard.noticesChanged.at(-1)).toMatchObject({ shownBy: 'system', problem: null })
  })

  it('say the same problem once', () => {
    app.desk.system.failed(problem, null)
    const told = app.heard.noticesChanged.length
    app.desk.system.failed(problem, null)
    expect(app.heard.noticesChanged).toHaveLength(told)
    expect(raised()).toEqual([])
  })
})

describe('what a window asks', () => {
  const handlers = () => createNoticeHandlers(app.desk, () => app.notices)

  it('is how notices stand, also with nobody signed in', async () => {
    app.notices.dispose()
    expect(await handlers().getNoticeState({})).toMatchObject({ unread: 0, mutedUntilMs: null })
  })

  it('is to mute, which the answer and every other window know', async () => {
    const state = await handlers().muteNotices({ until: 'in-an-hour' })
    expect(state).toMatchObject({ isQuiet: true, mutedUntilMs: computer.clock.nowMs() + 3_600_000 })
    expect(app.heard.noticesChanged.at(-1)).toEqual(state)
  })

  it('is a test notice, which comes up while they are muted and says who shows it', async () => {
    await handlers().muteNotices({ until: 'tomorrow' })
    app.desk.system.offer()
    expect(await handlers().showTestNotice({})).toEqual({ shownBy: 'system' })
    expect(raised()).toEqual(['test system'])
  })

  it('grows the revision with every change', () => {
    const revisions = [1, 2, 3].map(unread => {
      app.desk.count({ unread, unreadFailures: 0 })
      return app.desk.state().revision
    })
    expect(revisions).toEqual(revisions.toSorted((a, b) => a - b))
    expect(new Set(revisions).size).toBe(3)
  })
})
