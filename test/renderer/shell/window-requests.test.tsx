import { act, render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, it } from 'vitest'
import type { NoticePopup } from '../../../app/contract/notices.ts'
import type { Session } from '../../../app/contract/session.ts'
import type { TaskId } from '../../../app/contract/tasks.ts'
import type { WindowRequest } from '../../../app/contract/window-requests.ts'
import { createBridge } from '../../../renderer/bridge/bridge.ts'
import { App } from '../../../renderer/shell/app.tsx'
import { createTexts } from '../../../renderer/shell/i18n.ts'
import { answersFor, fakeDetail, fakeTask, runningTask, submittedAtMs } from '../../fakes/fake-tasks.ts'
import { FakeTransport, type FakeAnswers } from '../../fakes/fake-transport.ts'
import { aSettings } from '../../fakes/settings.ts'
import { desktop } from '../features/transfers/transfer-example.ts'

const session: Session = {
  state: 'signed-in',
  profile: {
    ...{ id: 'ada', kind: 'account', username: 'ada', name: 'Ada', email: null, plan: null, creditsUsd: null },
    ...{ baseUrl: 'https://api.inductiva.ai', keyStorage: 'keychain', keyStorageNote: null },
  },
  attention: null,
}
const one = runningTask('one', submittedAtMs)
const two = fakeTask('two')
const kept = 'What you asked for shows as soon as this dialog is closed.'

async function open(answers: FakeAnswers = {}) {
  const transport = new FakeTransport({
    ...answersFor(() => [one, two]),
    getTask: ({ id }) => fakeDetail(fakeTask(id)),
    getSession: () => session,
    getSettings: () => aSettings(),
    getAppInfo: () => ({ ...desktop, canChooseFolderNatively: false }),
    listTransfers: () => ({ transfers: [] }),
    takeWindowRequests: () => ({ requests: [] }),
    reportCommands: () => ({}),
    ...answers,
  })
  render(<App bridge={createBridge(transport)} texts={createTexts()} connection={null} />)
  await screen.findByText('one')
  const ask = (request: WindowRequest) => act(() => transport.emit('windowRequested', request))
  return { transport, ask, user: userEvent.setup() }
}
const showTwo: WindowRequest = { kind: 'show-task', taskId: two.id, tab: 'overview' }
const taskTwo = () => screen.queryByLabelText('Task two')
const popupOf = (taskId: TaskId): NoticePopup => ({
  ...{ id: 'popup', noticeIds: [], taskId, title: 'two · Finished', body: 'default', isFailure: false },
  ...{ shownBy: 'window', actions: ['open'], replaces: [] },
})

afterEach(() => localStorage.clear())

describe('what is asked of the window while something lies above it', () => {
  it.each(['help', 'settings', 'ledger', 'notices'] as const)('takes %s away and shows the task', async command => {
    const { ask } = await open()
    ask({ kind: 'run-command', command })
    await screen.findByRole('dialog')
    ask(showTwo)
    await waitFor(() => expect(taskTwo()).not.toBeNull())
    expect(screen.queryByRole('dialog')).toBeNull()
    expect(screen.queryByText(kept)).toBeNull()
  })

  it('takes a question away without answering it', async () => {
    const { transport, ask, user } = await open()
    await user.click(screen.getByText('one'))
    ask({ kind: 'run-command', command: 'kill' })
    await screen.findByRole('button', { name: 'Kill the task' })
    ask(showTwo)
    await waitFor(() => expect(taskTwo()).not.toBeNull())
    expect(screen.queryByRole('dialog')).toBeNull()
    expect(transport.inputsOf('killTasks')).toEqual([])
  })

  it('keeps a dialog into which something was typed, says so, and shows the task when the dialog is closed', async () => {
    const { ask, user } = await open()
    ask({ kind: 'run-command', command: 'openArchive' })
    const field = await screen.findByRole('textbox', { name: /^Path of the zip archive/ })
    await user.type(field, '/data/half')
    ask(showTwo)
    expect(await screen.findByText(kept)).toBeTruthy()
    expect(field).toHaveProperty('value', '/data/half')
    expect(taskTwo()).toBeNull()

    await user.click(screen.getByRole('button', { name: 'Cancel' }))
    await waitFor(() => expect(taskTwo()).not.toBeNull())
    await waitFor(() => expect(screen.queryByText(kept)).toBeNull())
  })

  it('does one after the other what waits', async () => {
    const { ask, user } = await open()
    ask({ kind: 'run-command', command: 'openArchive' })
    await user.type(await screen.findByRole('textbox', { name: /^Path of the zip archive/ }), '/data/half')
    ask(showTwo)
    ask({ kind: 'run-command', command: 'help' })
    await user.click(screen.getByRole('button', { name: 'Cancel' }))
    await waitFor(() => expect(taskTwo()).not.toBeNull())
    expect(await screen.findByRole('dialog', { name: 'Keyboard shortcuts' })).toBeTruthy()
  })

  it('closes a menu', async () => {
    const { ask, user } = await open()
    await user.click(screen.getByText('one'))
    await user.click(screen.getByLabelText('Account: Ada'))
    await screen.findByText('Sign out…')
    ask(showTwo)
    await waitFor(() => expect(taskTwo()).not.toBeNull())
    expect(screen.queryByText('Sign out…')).toBeNull()
  })

  it('takes a dialog away whose only change holds already, and one for a notice in the window', async () => {
    const { transport, ask, user } = await open()
    ask({ kind: 'run-command', command: 'help' })
    await user.click(await screen.findByRole('switch', { name: /^Shortcuts of a single key/ }))
    act(() => transport.emit('noticeRaised', popupOf(two.id)))
    await user.click(await screen.findByRole('button', { name: 'Open' }))
    await waitFor(() => expect(taskTwo()).not.toBeNull())
    expect(screen.queryByRole('dialog')).toBeNull()
  })

  it('leaves the settings as they are when they are asked for once more', async () => {
    const { ask, user } = await open()
    ask({ kind: 'run-command', command: 'settings' })
    const tab = await screen.findByRole('tab', { name: 'Downloads' })
    await user.click(tab)
    ask({ kind: 'run-command', command: 'settings' })
    ask({ kind: 'say', sentence: 'By the way.', isProblem: false })
    await screen.findByText('By the way.')
    expect(tab.isConnected && tab.getAttribute('aria-selected')).toBe('true')
  })

  it('says at once what is only to be said', async () => {
    const { ask } = await open()
    ask({ kind: 'run-command', command: 'help' })
    await screen.findByRole('dialog')
    ask({ kind: 'say', sentence: 'By the way.', isProblem: false })
    expect(await screen.findByText('By the way.')).toBeTruthy()
    expect(screen.getByRole('dialog')).toBeTruthy()
  })
})
