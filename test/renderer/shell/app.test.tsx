import { act, render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, it } from 'vitest'
import type { Session } from '../../../app/contract/session.ts'
import { createBridge } from '../../../renderer/bridge/bridge.ts'
import type { ConnectionState } from '../../../renderer/bridge/websocket-transport.ts'
import { App } from '../../../renderer/shell/app.tsx'
import { createTexts } from '../../../renderer/shell/i18n.ts'
import { answersFor, fakeTask, runningTask } from '../../fakes/fake-tasks.ts'
import { aNoticeState, aPopup } from '../../fakes/fake-notices.ts'
import { FakeTransport, type FakeAnswers } from '../../fakes/fake-transport.ts'
import { aSettings } from '../../fakes/settings.ts'

const sample: Session = {
  state: 'signed-in',
  profile: {
    id: 'sample',
    kind: 'sample',
    username: 'sample',
    name: 'Sample Account',
    email: null,
    plan: null,
    creditsUsd: 10,
    baseUrl: 'http://127.0.0.1',
    keyStorage: 'none',
    keyStorageNote: null,
  },
  attention: null,
}
const settings = aSettings({ colorScheme: 'light' })

class FakeConnection {
  private listener: (state: ConnectionState) => void = () => undefined
  state = (): ConnectionState => 'open'
  onState(listener: (state: ConnectionState) => void) {
    this.listener = listener
    return () => undefined
  }
  become(state: ConnectionState) {
    act(() => this.listener(state))
  }
}

function open(answers: FakeAnswers = {}) {
  const tasks = [runningTask('run', Date.now()), fakeTask('done', { project: 'waves' })]
  const transport = new FakeTransport({
    ...answersFor(() => tasks),
    getSession: () => sample,
    getSettings: () => settings,
    getAppInfo: () => ({
      version: '1.0.0',
      shell: 'web',
      platform: 'linux',
      hostName: 'head-node',
      canChooseFolderNatively: false,
      canReveal: false,
      canOpen: false,
    }),
    listTransfers: () => ({ transfers: [] }),
    ...answers,
  })
  const connection = new FakeConnection()
  render(<App bridge={createBridge(transport)} texts={createTexts()} connection={connection} />)
  return { transport, connection, user: userEvent.setup() }
}

afterEach(() => localStorage.clear())

describe('the window', () => {
  it('says at all times that the account is a sample', async () => {
    open()
    expect(await screen.findByRole('button', { name: 'Account: Sample account' })).toBeTruthy()
  })

  it('tells in its title how many tasks are active', async () => {
    open()
    await waitFor(() => expect(document.title).toBe('1 active – Inductiva Desktop'))
  })

  it('filters by a project of the navigation and marks where one is', async () => {
    const { user } = open()
    const navigation = await screen.findByRole('navigation', { name: 'Tasks' })
    await user.click(await within(navigation).findByRole('button', { name: 'waves 1' }))
    await waitFor(() => expect(screen.queryByText('run')).toBeNull())
    expect(within(navigation).getByRole('button', { current: 'page' }).textContent).toBe('waves1')
  })

  it('is led by keys: search, refresh, help, transfers, and back with Escape', async () => {
    const { user, transport } = open({ refreshTasks: () => answersFor(() => []).getTaskSync!({}) })
    await user.click(await screen.findByText('done'))
    expect(await screen.findByRole('region', { name: 'Task done' })).toBeTruthy()
    await user.keyboard('/')
    expect(document.activeElement).toBe(screen.getByRole('searchbox'))
    await user.keyboard('{F5}')
    await waitFor(() => expect(transport.inputsOf('refreshTasks')).toHaveLength(1))
    act(() => screen.getByRole('grid').focus())
    await user.keyboard('{Escape}')
    expect(screen.queryByRole('region', { name: 'Task done' })).toBeNull()
    await user.keyboard('{Control>}j{/Control}')
    expect(screen.getByRole('button', { name: /^Transfers No/, expanded: true })).toBeTruthy()
    await user.keyboard('?')
    expect(await screen.findByRole('dialog', { name: 'Keyboard shortcuts' })).toBeTruthy()
  })

  it('tells its program when someone looks again or the network is back', async () => {
    const { transport } = open({ noticeFocus: () => ({}) })
    await screen.findByText('done')
    const before = transport.inputsOf('noticeFocus').length
    act(() => void window.dispatchEvent(new Event('focus')))
    act(() => void window.dispatchEvent(new Event('online')))
    await waitFor(() => expect(transport.inputsOf('noticeFocus')).toHaveLength(before + 2))
  })

  it('says when its program is gone, and asks anew for everything when it is back', async () => {
    const { transport, connection } = open()
    await screen.findByText('done')
    connection.become('lost')
    expect(await screen.findByText(/The connection to Inductiva Desktop is interrupted/)).toBeTruthy()
    const before = transport.inputsOf('listTasks').length
    connection.become('open')
    await waitFor(() => expect(screen.queryByText(/is interrupted/)).toBeNull())
    await waitFor(() => expect(transport.inputsOf('listTasks').length).toBeGreaterThan(before))
    expect(transport.inputsOf('getSession')).toHaveLength(2)
  })

  it('says how to get back to a program that refuses the page', async () => {
    const { connection } = open()
    await screen.findByText('done')
    connection.become('refused')
    expect(await screen.findByRole('heading', { name: 'This page is not connected' })).toBeTruthy()
  })

  it('changes its colours at once when the setting changes', async () => {
    const { user } = open({ updateSettings: () => ({ ...settings, colorScheme: 'dark' }) })
    await user.click(await screen.findByRole('button', { name: 'Settings' }))
    await user.click(await screen.findByRole('radio', { name: 'Dark' }))
    await waitFor(() => expect(document.documentElement.dataset['mantineColorScheme']).toBe('dark'))
  })

  it('asks before it signs out, and shows the first screen then', async () => {
    const signedOut: Session = { state: 'signed-out', baseUrl: 'https://api.inductiva.ai', reason: null }
    const { user, transport } = open({ signOut: () => signedOut, findLocalKeys: () => ({ keys: [] }) })
    await user.click(await screen.findByRole('button', { name: 'Account: Sample account' }))
    // Without a layout the menu counts as scrolled out of sight, and its entries as hidden.
    await user.click(await screen.findByRole('menuitem', { name: 'Leave the sample account…', hidden: true }))
    expect(transport.inputsOf('signOut')).toEqual([])
    await user.click(await screen.findByRole('button', { name: 'Leave' }))
    expect(await screen.findByRole('heading', { name: 'Paste an API key' })).toBeTruthy()
  })

  it('keeps showing the tasks when the key is refused by now, and offers to sign in again', async () => {
    const attention = { code: 'key-refused', message: 'The key is refused.', remedy: 'sign-in', details: null } as const
    open({ getSession: () => ({ ...sample, attention }) })
    expect(await screen.findByText('The key is refused.')).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Sign in' })).toBeTruthy()
    expect(await screen.findByText('done')).toBeTruthy()
  })

  it('says in the window that a task ended, and how many ends are unread', async () => {
    const { transport } = open()
    await screen.findByText('done')
    act(() => transport.emit('noticeRaised', aPopup({ title: 'swash · Finished' })))
    act(() => transport.emit('noticesChanged', aNoticeState({ unread: 1 })))
    expect(await screen.findByText('swash · Finished')).toBeTruthy()
    expect(await screen.findByRole('button', { name: 'Notices, 1 unread' })).toBeTruthy()
  })
})
