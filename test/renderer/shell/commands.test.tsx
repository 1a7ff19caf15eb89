import { act, render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, it } from 'vitest'
import type { CommandName } from '../../../app/contract/commands.ts'
import { transferGroupIdSchema } from '../../../app/contract/transfers.ts'
import type { Session } from '../../../app/contract/session.ts'
import { taskIdSchema } from '../../../app/contract/tasks.ts'
import { createBridge } from '../../../renderer/bridge/bridge.ts'
import { App } from '../../../renderer/shell/app.tsx'
import { availableCommands } from '../../../renderer/shell/available-commands.ts'
import { createTexts } from '../../../renderer/shell/i18n.ts'
import { answersFor, fakeDetail, fakeTask } from '../../fakes/fake-tasks.ts'
import { FakeTransport, type FakeAnswers } from '../../fakes/fake-transport.ts'
import { aSettings } from '../../fakes/settings.ts'
import { desktop, transfer, transferId } from '../features/transfers/transfer-example.ts'

const session: Session = {
  state: 'signed-in',
  profile: {
    ...{ id: 'ada', kind: 'account', username: 'ada', name: 'Ada', email: null, plan: null, creditsUsd: null },
    ...{ baseUrl: 'https://api.inductiva.ai', keyStorage: 'keychain', keyStorageNote: null },
  },
  attention: null,
}
const tasks = [fakeTask('one'), fakeTask('two')]

function open(answers: FakeAnswers = {}) {
  const transport = new FakeTransport({
    ...answersFor(() => tasks),
    getTask: ({ id }) => fakeDetail(fakeTask(id)),
    getSession: () => session,
    getSettings: () => aSettings(),
    getAppInfo: () => desktop,
    listTransfers: () => ({ transfers: [] }),
    takeWindowRequests: () => ({ requests: [] }),
    reportCommands: () => ({}),
    ...answers,
  })
  render(<App bridge={createBridge(transport)} texts={createTexts()} connection={null} />)
  return { transport, user: userEvent.setup() }
}
const reportedBy = (transport: FakeTransport) =>
  transport.inputsOf('reportCommands').at(-1) as { readonly available: readonly CommandName[] } | undefined

afterEach(() => localStorage.clear())

describe('commands', () => {
  it('run as well when somebody outside the page asks for them', async () => {
    const { transport } = open()
    await screen.findByText('one')
    act(() => transport.emit('windowRequested', { kind: 'run-command', command: 'help' }))
    expect(await screen.findByRole('dialog', { name: 'Keyboard shortcuts' })).toBeTruthy()
  })

  it('lead from what was taken of an archive on this disk to the transfers: there is no task to show', async () => {
    const { transport } = open()
    await screen.findByText('one')
    const taskId = taskIdSchema.parse('local-aZ09_-')
    act(() => transport.emit('windowRequested', { kind: 'show-task', taskId, tab: 'overview' }))
    expect((await screen.findByRole('button', { name: /^Transfers/, expanded: true })).isConnected).toBe(true)
    expect(transport.asked.filter(({ name }) => name === 'getTask')).toEqual([])
  })

  it('download the open task, and the selected ones where some are selected', async () => {
    const { user } = open()
    await user.click(await screen.findByText('one'))
    await user.keyboard('{Control>}d{/Control}')
    expect(await screen.findByRole('dialog', { name: 'Download files' })).toBeTruthy()
    await user.keyboard('{Escape}')
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    act(() => screen.getByRole('grid').focus())
    await user.keyboard(' ')
    await user.keyboard('{Control>}d{/Control}')
    expect(await screen.findByRole('dialog', { name: /^Download/ })).toBeTruthy()
  })

  it('pause and resume the transfer that has the focus', async () => {
    let current = transfer({ revision: 5 })
    const { transport, user } = open({
      listTransfers: () => ({ transfers: [current] }),
      tellTransfers({ command }) {
        current = { ...current, state: command === 'pause' ? 'paused' : 'queued', revision: current.revision + 1 }
        return { transfers: [current] }
      },
    })
    await screen.findByText('one')
    await user.keyboard('p')
    expect(transport.inputsOf('tellTransfers')).toEqual([])
    await user.keyboard('{Control>}j{/Control}')
    act(() => screen.getByRole('button', { name: 'Pause openfoam · cavity' }).focus())
    await user.keyboard('p')
    const told = () => transport.inputsOf('tellTransfers')
    await waitFor(() => expect(told()).toEqual([{ ids: [current.id], command: 'pause' }]))
    await screen.findByText('Paused')
    await user.keyboard('p')
    await waitFor(() => expect(told().at(-1)).toEqual({ ids: [current.id], command: 'resume' }))
  })

  it('pause and resume the group that has the focus, as a whole', async () => {
    const group = {
      id: transferGroupIdSchema.parse('10000000-0000-4000-8000-000000000000'),
      folder: '/data',
      globs: [],
    }
    let members = [1, 2, 3].map(digit =>
      transfer({ id: transferId(digit), place: digit, group, ...(digit === 3 && { state: 'done', place: null }) }),
    )
    const { transport, user } = open({
      listTransfers: () => ({ transfers: members }),
      tellTransfers({ ids, command }) {
        const state = command === 'pause' ? ('paused' as const) : ('queued' as const)
        members = members.map(one => (ids.includes(one.id) ? { ...one, state, revision: one.revision + 1 } : one))
        return { transfers: members }
      },
    })
    await screen.findByText('one')
    await user.keyboard('{Control>}j{/Control}')
    act(() => screen.getByRole('button', { name: /^3 tasks/ }).focus())
    await user.keyboard('p')
    await screen.findByText('Paused')
    await user.keyboard('p')
    const ids = [1, 2].map(transferId)
    await waitFor(() =>
      expect(transport.inputsOf('tellTransfers')).toEqual([
        { ids, command: 'pause' },
        { ids, command: 'resume' },
      ]),
    )
  })

  it('are reported to a menu with every change of what they can do, and none when the window is covered', async () => {
    const { transport, user } = open()
    const row = await screen.findByText('one')
    await waitFor(() => expect(reportedBy(transport)?.available).toContain('settings'))
    expect(reportedBy(transport)?.available).not.toContain('kill')
    await user.click(row)
    await waitFor(() => expect(reportedBy(transport)?.available).toContain('kill'))
    await user.keyboard('?')
    await waitFor(() => expect(reportedBy(transport)).toEqual({ available: [] }))
  })

  it('are not reported in a browser, which has no menu of ours', async () => {
    const { transport } = open({ getAppInfo: () => ({ ...desktop, shell: 'web' }) })
    await screen.findByText('one')
    expect(reportedBy(transport)).toBeUndefined()
  })
})

describe('availableCommands', () => {
  const nothing = { isCovered: false, isTaskOpen: false, selectedTasks: 0, isTransferFocused: false }
  it.each([
    ['nothing is open', nothing, [], ['kill', 'download', 'showFiles', 'copyTaskId', 'pauseTransfer']],
    ['tasks are selected', { ...nothing, selectedTasks: 2 }, ['kill', 'download', 'stepBack'], ['showFiles']],
    ['a task is open', { ...nothing, isTaskOpen: true }, ['kill', 'showFiles', 'copyTaskId'], ['pauseTransfer']],
    ['a transfer has the focus', { ...nothing, isTransferFocused: true }, ['pauseTransfer'], ['kill']],
  ] as const)('while %s', (_, situation, some, none) => {
    const available = availableCommands(situation)
    expect(available).toEqual(expect.arrayContaining(['search', 'settings', ...some]))
    expect(none.filter(name => available.includes(name))).toEqual([])
  })
})
