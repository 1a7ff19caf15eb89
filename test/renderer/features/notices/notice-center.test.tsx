import { Notifications, notifications } from '@mantine/notifications'
import { act, screen, waitFor, within } from '@testing-library/react'
import { useState } from 'react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Notice } from '../../../../app/contract/notices.ts'
import { NoticeToasts } from '../../../../renderer/features/notices/notice-toasts.tsx'
import { NoticesProvider } from '../../../../renderer/features/notices/notices-context.tsx'
import { NoticesPanel } from '../../../../renderer/features/notices/notices-panel.tsx'
import { useSeenTask } from '../../../../renderer/features/notices/use-seen-task.ts'
import { taskIdSchema, type TaskId } from '../../../../app/contract/tasks.ts'
import { aNotice, aNoticeState, aPopup, aTaskEnd, aTransferEnd } from '../../../fakes/fake-notices.ts'
import { FakeFailure, FakeTransport } from '../../../fakes/fake-transport.ts'
import { renderWindow } from '../../render-window.tsx'

afterEach(() => {
  act(() => notifications.clean())
  vi.restoreAllMocks()
})

const failed = aTaskEnd({
  taskId: taskIdSchema.parse('bad'),
  status: 'failed',
  statusAlias: 'Failed',
  simulator: 'xbeach',
})

type Situation = { readonly openTask?: TaskId; readonly isListOpen?: boolean }

function open(
  notices: readonly Notice[] = [aNotice(2, failed), aNotice(1)],
  { openTask, isListOpen = true }: Situation = {},
) {
  const unread = notices.filter(({ isRead }) => !isRead).length
  const state = aNoticeState({ unread })
  const transport = new FakeTransport({
    listNotices: () => ({ notices, revision: 1 }),
    getNoticeState: () => state,
    markNoticesRead: () => ({ ...state, unread: 0, revision: 2 }),
    muteNotices: ({ until }) => ({
      ...state,
      mutedUntilMs: until === 'now' ? null : Date.now() + 3_600_000,
      revision: 2,
    }),
  })
  const went: string[] = []
  function Center() {
    const [isOpen, setOpen] = useState(isListOpen)
    useSeenTask(openTask ?? null)
    return (
      <>
        <NoticesPanel
          isOpen={isOpen}
          onClose={() => setOpen(false)}
          onOpenTask={id => went.push(`task ${id}`)}
          onOpenSettings={() => went.push('settings')}
        />
        <button onClick={() => setOpen(true)}>All of them</button>
        <NoticeToasts
          isListOpen={isOpen}
          onOpenTask={id => went.push(`task ${id}`)}
          onDownload={id => went.push(`download ${id}`)}
          onShowLog={id => went.push(`log ${id}`)}
          onShowAll={() => went.push('list')}
        />
      </>
    )
  }
  const rendered = renderWindow(
    <NoticesProvider>
      <Notifications />
      <Center />
    </NoticesProvider>,
    transport,
  )
  return { ...rendered, transport, went }
}

describe('the list of notices', () => {
  it('tells each end with its words, newest first, and which are unread', async () => {
    open([aNotice(3, failed), aNotice(2, aTransferEnd(), { isRead: true }), aNotice(1)])
    const lines = within(await screen.findByRole('list', { name: 'List of notices' })).getAllByRole('listitem')
    expect(lines.map(line => line.textContent)).toEqual([
      expect.stringContaining('xbeach · Failed'),
      expect.stringContaining('Downloaded'),
      expect.stringContaining('openfoam-foundation · Finished'),
    ])
    expect(lines.map(line => within(line).queryByRole('img', { name: 'Unread' }) !== null)).toEqual([true, false, true])
  })

  it('leads to the task, which is read then', async () => {
    const { user, went, transport } = open()
    await user.click(await screen.findByRole('button', { name: /xbeach · Failed/ }))
    expect(went).toEqual(['task bad'])
    expect(transport.inputsOf('markNoticesRead')).toEqual([{ ids: [2] }])
  })

  it('shows failures alone, and all again', async () => {
    const { user } = open([aNotice(1)])
    await user.click(await screen.findByRole('radio', { name: 'Failed' }))
    expect(screen.getByText('Nothing has failed lately.')).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Show all notices' }))
    expect(screen.getAllByRole('listitem')).toHaveLength(1)
  })

  it('says what it is for while it is empty', async () => {
    open([])
    expect(await screen.findByText('When a task or a download ends, it is told here.')).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Mark all as read' })).toHaveProperty('disabled', true)
  })

  it('marks one or all as read', async () => {
    const { user, transport } = open()
    const [first] = await screen.findAllByRole('button', { name: 'Mark as read' })
    await user.click(first!)
    await user.click(screen.getByRole('button', { name: 'Mark all as read' }))
    expect(transport.inputsOf('markNoticesRead')[0]).toEqual({ ids: [2] })
  })

  it('asks anew when the core says that it has changed', async () => {
    const { transport } = open([])
    await screen.findByText(/it is told here/)
    transport.answer({ listNotices: () => ({ notices: [aNotice(1)], revision: 2 }) })
    act(() => transport.emit('noticesChanged', aNoticeState({ unread: 1, revision: 2 })))
    expect(await screen.findByRole('button', { name: /Finished/ })).toBeTruthy()
  })

  it('can be muted for a while, says until when, and be unmuted', async () => {
    const { user, transport } = open()
    await user.click(await screen.findByRole('button', { name: 'Mute' }))
    await user.click(await screen.findByRole('menuitem', { name: 'For an hour', hidden: true }))
    expect(await screen.findByText(/^Muted until/)).toBeTruthy()
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Unmute' }))
    await user.keyboard('{Enter}')
    expect(document.activeElement).toBe(await screen.findByRole('button', { name: 'Mute' }))
    expect(transport.inputsOf('muteNotices')).toEqual([{ until: 'in-an-hour' }, { until: 'now' }])
  })

  it('says why it could not be had, and tries again', async () => {
    const broken = new FakeTransport({
      getNoticeState: () => aNoticeState(),
      listNotices: () => {
        throw new FakeFailure({ code: 'internal', message: 'There is no list.', remedy: 'retry' })
      },
    })
    const { user } = renderWindow(
      <NoticesProvider>
        <NoticesPanel isOpen onClose={() => undefined} onOpenTask={() => undefined} onOpenSettings={() => undefined} />
      </NoticesProvider>,
      broken,
    )
    expect(await screen.findByText('There is no list.')).toBeTruthy()
    broken.answer({ listNotices: () => ({ notices: [aNotice(1)], revision: 1 }) })
    await user.click(screen.getByRole('button', { name: 'Try again' }))
    expect(await screen.findByRole('list', { name: 'List of notices' })).toBeTruthy()
  })
})

describe('a task that is open', () => {
  it('is no news to the one who looks at it', async () => {
    vi.spyOn(document, 'hasFocus').mockReturnValue(true)
    const ofDownload = aNotice(3, aTransferEnd({ taskId: taskIdSchema.parse('bad') }))
    const { transport } = open([ofDownload, aNotice(2, failed)], { openTask: taskIdSchema.parse('bad') })
    await waitFor(() => expect(transport.inputsOf('markNoticesRead')).toContainEqual({ ids: [2] }))
  })

  it('is news until somebody looks', async () => {
    const hasFocus = vi.spyOn(document, 'hasFocus').mockReturnValue(false)
    const { transport } = open(undefined, { openTask: taskIdSchema.parse('bad') })
    await screen.findByRole('list', { name: 'List of notices' })
    expect(transport.inputsOf('markNoticesRead')).toEqual([])
    hasFocus.mockReturnValue(true)
    act(() => void window.dispatchEvent(new Event('focus')))
    await waitFor(() => expect(transport.inputsOf('markNoticesRead')).toContainEqual({ ids: [2] }))
  })
})

describe('a notice in the window', () => {
  it.each([
    ['Open', 'task task1'],
    ['Download…', 'download task1'],
    ['Show log', 'log task1'],
  ])('offers %s', async (name, expected) => {
    const { user, transport, went } = open([], { isListOpen: false })
    act(() => transport.emit('noticeRaised', aPopup()))
    expect(await screen.findByText('swash · Finished')).toBeTruthy()
    await user.click(screen.getByRole('button', { name, hidden: true }))
    expect(went).toEqual([expected])
    expect(transport.inputsOf('markNoticesRead')).toEqual([{ ids: [1] }])
  })

  it('of several leads to the list, in the place of those before', async () => {
    const { user, transport, went } = open([], { isListOpen: false })
    act(() => transport.emit('noticeRaised', aPopup({ title: 'first' })))
    await screen.findByText('first')
    const both = aPopup({ id: 'both', title: '3 tasks finished', taskId: null, actions: [], replaces: ['one-1'] })
    act(() => transport.emit('noticeRaised', both))
    await waitFor(() => expect(screen.queryByText('first')).toBeNull())
    await user.click(await screen.findByRole('button', { name: 'Show them', hidden: true }))
    expect(went).toEqual(['list'])
  })

  it('goes when it was read elsewhere', async () => {
    const { transport } = open([], { isListOpen: false })
    act(() => transport.emit('noticeRaised', aPopup()))
    await screen.findByText('swash · Finished')
    act(() => transport.emit('noticePopupsEnded', { ids: ['one-1'] }))
    await waitFor(() => expect(screen.queryByText('swash · Finished')).toBeNull())
  })

  it('goes when the list is opened, which says it all', async () => {
    const { user, transport } = open([], { isListOpen: false })
    act(() => transport.emit('noticeRaised', aPopup()))
    await screen.findByText('swash · Finished')
    await user.click(screen.getByRole('button', { name: 'All of them' }))
    await waitFor(() => expect(screen.queryByText('swash · Finished')).toBeNull())
    act(() => transport.emit('noticeRaised', aPopup({ id: 'next', title: 'next' })))
    expect(screen.queryByText('next')).toBeNull()
  })

  it('does not come up where the system shows it, nor while nobody sees the window', async () => {
    const { transport } = open([], { isListOpen: false })
    act(() => transport.emit('noticeRaised', aPopup({ id: 'a', title: 'by the system', shownBy: 'system' })))
    vi.spyOn(document, 'hidden', 'get').mockReturnValue(true)
    act(() => transport.emit('noticeRaised', aPopup({ id: 'b', title: 'unseen' })))
    vi.restoreAllMocks()
    act(() => transport.emit('noticeRaised', aPopup({ id: 'c', title: 'seen' })))
    await screen.findByText('seen')
    expect(screen.queryByText('by the system')).toBeNull()
    expect(screen.queryByText('unseen')).toBeNull()
  })
})
