import { act, createEvent, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { FakeFailure } from '../../../fakes/fake-transport.ts'
import { aSettings } from '../../../fakes/settings.ts'
import { renderPanel } from './render-panel.tsx'
import { desktop, headNode, started, taskId, transfer, transferId } from './transfer-example.ts'

const row = () => screen.findByRole('listitem', { name: 'openfoam · cavity' })
const button = (name: string) => screen.getByRole('button', { name })
const missingButton = (name: string) => expect(screen.queryByRole('button', { name })).toBeNull()

describe('the transfers drawer', () => {
  it('says in one line what is under way, how fast and how long still', async () => {
    renderPanel([transfer(), transfer({ id: transferId(2), state: 'paused' })], { isOpen: false })
    const line = await screen.findByText('1 transfer under way · 4.00 MB/s · about 4 min left · 1 paused', {
      selector: 'button *',
    })
    expect(line).toBeDefined()
    expect(screen.queryByRole('listitem')).toBeNull()
  })

  it('shows how far a transfer is, where it goes and when it will be there', async () => {
    renderPanel([transfer()])
    const shown = within(await row())
    expect(shown.getByText('Downloading')).toBeDefined()
    expect(shown.getByText('/home/ada/Downloads/inductiva_output/task-1/outputs')).toBeDefined()
    expect(shown.getByText('214.00 MB of 1.20 GB · 38 of 120 files · 4.00 MB/s · about 4 min left')).toBeDefined()
    expect(shown.getByRole('progressbar').getAttribute('aria-valuetext')).toBe('14 %')
  })

  it.each([
    ['crc32c', '20 B · Checked against storage’s checksum'],
    ['md5', '20 B · Checked against storage’s checksum'],
    ['none', '20 B · Storage sent no checksum; Verify reads every entry'],
    [null, '20 B'],
  ] as const)('says of a zip that was held against %s: %s', async (verified, words) => {
    const bytes = { fetchedBytes: 20, fetchBytes: 20, writtenBytes: 20, writeBytes: 20 }
    renderPanel([transfer({ kind: 'archive', state: 'done', place: null, ...bytes, verified })])
    expect(within(await row()).getByText(words)).toBeDefined()
  })

  it('pauses at once and shows what the core answers', async () => {
    const { user } = renderPanel([transfer()], {
      answers: { pauseTransfer: () => transfer({ state: 'paused', revision: 2 }) },
    })
    await row()
    await user.click(button('Pause openfoam · cavity'))
    expect(await screen.findByText('Paused')).toBeDefined()
    expect(document.activeElement).toBe(button('Resume openfoam · cavity'))
  })

  it('says what going on takes of one that stands still, in bytes and in money', async () => {
    renderPanel([transfer({ state: 'paused', fetchedBytes: 200_000_000, fetchBytes: 5_300_000_000 })], {
      answers: { getSettings: () => aSettings() },
    })
    expect(await within(await row()).findByText(/still to fetch: 5.10 GB · about 0.61 US\$/)).toBeDefined()
  })

  it('lets a transfer go on that is still stopping', async () => {
    const { user, transport } = renderPanel([transfer()], {
      answers: {
        pauseTransfer: () => new Promise(() => undefined),
        resumeTransfer: () => transfer({ state: 'queued', revision: 3 }),
      },
    })
    await row()
    await user.click(button('Pause openfoam · cavity'))
    act(() => transport.emit('transferChanged', transfer({ state: 'paused', revision: 2 })))
    await user.click(button('Resume openfoam · cavity'))
    expect(await screen.findByText('Queued')).toBeDefined()
  })

  it('asks before it throws fetched bytes away, and says what stays', async () => {
    const { user, transport } = renderPanel([transfer()], {
      answers: { cancelTransfer: () => transfer({ state: 'cancelled', revision: 2 }) },
    })
    await row()
    await user.click(button('Cancel openfoam · cavity'))
    const dialog = within(await screen.findByRole('dialog'))
    expect(dialog.getByText(/has fetched 214.00 MB/)).toBeDefined()
    expect(dialog.getByText(/38 finished files stay/)).toBeDefined()
    expect(transport.inputsOf('cancelTransfer')).toHaveLength(0)
    await user.click(dialog.getByRole('button', { name: 'Cancel download' }))
    expect(await screen.findByText('Cancelled')).toBeDefined()
  })

  it('cancels without a question when nothing would be lost', async () => {
    const { user, transport } = renderPanel([transfer({ state: 'queued', fetchedBytes: 0 })], {
      answers: { cancelTransfer: () => transfer({ state: 'cancelled', revision: 2 }) },
    })
    await row()
    await user.click(button('Cancel openfoam · cavity'))
    expect(await screen.findByText('Cancelled')).toBeDefined()
    expect(transport.inputsOf('cancelTransfer')).toEqual([{ id: transferId(1) }])
  })

  it('offers to open and to show a finished download on a desktop', async () => {
    renderPanel([transfer({ state: 'done', entriesDone: 120 })])
    await row()
    expect(button('Open openfoam · cavity')).toBeDefined()
    expect(button('Show openfoam · cavity in its folder')).toBeDefined()
    missingButton('Pause openfoam · cavity')
  })

  it('says on which computer the files are where they cannot be opened from here', async () => {
    renderPanel([transfer({ state: 'done', entriesDone: 120 })], { app: headNode })
    expect(await screen.findByText(/Saved on login01/)).toBeDefined()
    missingButton('Open openfoam · cavity')
  })

  it.each([
    ['true', 'what is there and checked', {}, desktop],
    ['false', 'what is not all there', { entriesFailed: 1 }, desktop],
    ['false', 'what is still coming', { state: 'running' as const }, desktop],
    ['false', 'anything out of a browser', {}, headNode],
  ])('lets be dragged (%s) %s', async (draggable, _what, change, app) => {
    const { transport } = renderPanel([transfer({ state: 'done', place: null, ...change })], {
      app,
      answers: { dragTransfer: () => ({}) },
    })
    const dragged = await row()
    expect(String(dragged.getAttribute('draggable') === 'true')).toBe(draggable)
    if (draggable === 'false') return
    expect(fireEvent.dragStart(dragged)).toBe(false) // the page's own drag is off
    expect(transport.inputsOf('dragTransfer')).toEqual([{ id: transferId(1) }])
  })

  it('shows why a transfer failed, and tries again', async () => {
    const failure = { code: 'service-unreachable', message: 'No connection.', remedy: 'retry', details: null } as const
    const { user } = renderPanel([transfer({ state: 'failed', failure })], {
      answers: { retryTransfer: () => transfer({ state: 'queued', failure: null, revision: 2 }) },
    })
    await screen.findByText('No connection.')
    expect(screen.getAllByRole('button', { name: /Try again/ })).toHaveLength(1)
    await user.click(button('Try again'))
    expect(await screen.findByText('Queued')).toBeDefined()
  })

  it('asks what becomes of files in the way', async () => {
    const [code, remedy, message] = ['files-in-the-way', 'decide-conflicts', 'Decide what becomes of them.'] as const
    const failure = { code, message, remedy, details: null }
    const { user } = renderPanel([transfer({ state: 'failed', failure })], {
      answers: { listConflicts: () => ({ total: 0, sizeBytes: 0, conflicts: [] }) },
    })
    await screen.findByText('Decide what becomes of them.')
    await user.click(button('Decide…'))
    expect(await screen.findByRole('dialog', { name: 'Files in the way: openfoam · cavity' })).toBeDefined()
  })

  it('verifies a finished download, and only a finished one', async () => {
    const { user, transport } = renderPanel([transfer({ state: 'done', kind: 'archive', entriesDone: 1 })], {
      answers: {
        checkTransfer() {
          throw new FakeFailure({ code: 'transfer-not-possible', message: 'The zip is not on this computer.' })
        },
      },
    })
    await row()
    await user.click(button('Verify openfoam · cavity'))
    const dialog = within(await screen.findByRole('dialog', { name: 'Verify the zip of openfoam · cavity' }))
    expect(await dialog.findByText('The zip is not on this computer.')).toBeDefined()
    act(() => transport.emit('transferChanged', transfer({ state: 'running', revision: 2 })))
    await waitFor(() => missingButton('Verify openfoam · cavity'))
  })

  it('asks for another folder where that is what helps', async () => {
    const failure = { code: 'destination-full', message: 'No room.', remedy: 'choose-folder', details: null } as const
    const selection = { include: ['0/'], exclude: [] }
    const { user, onElsewhere } = renderPanel([transfer({ state: 'failed', failure })], {
      answers: {
        getTransferRequest: () => ({
          taskId,
          archive: 'output',
          kind: 'files',
          selection,
          conflicts: 'replace',
          destination: '/full',
        }),
      },
    })
    await screen.findByText('No room.')
    await user.click(button('Choose a folder'))
    await waitFor(() => expect(onElsewhere).toHaveBeenCalledOnce())
    const task = { id: taskId, title: 'openfoam · cavity' }
    expect(onElsewhere).toHaveBeenCalledWith({ task, archive: 'output', kind: 'files', selection })
  })

  it('shows the failure of a command at the transfer it was meant for', async () => {
    const { user } = renderPanel([transfer()], {
      answers: {
        pauseTransfer() {
          throw new FakeFailure({ code: 'internal', message: 'The pause did not work.' })
        },
      },
    })
    await row()
    await user.click(button('Pause openfoam · cavity'))
    expect(await within(await row()).findByText('The pause did not work.')).toBeDefined()
  })

  it('tells what became of single files', async () => {
    const { user } = renderPanel([transfer({ state: 'done', entriesDone: 119, entriesFailed: 1 })], {
      answers: {
        listTransferNotes: () => ({
          total: 2,
          notes: [
            { path: '0/U_0040', kind: 'failed', message: 'It arrived damaged twice.', localPath: null },
            { path: 'a:b', kind: 'renamed', message: 'The name is reserved.', localPath: 'a%3Ab' },
          ],
        }),
      },
    })
    expect(await screen.findByText('Done, with files missing')).toBeDefined()
    await user.click(button('Report of openfoam · cavity'))
    expect(await screen.findByText('It arrived damaged twice.')).toBeDefined()
    expect(screen.getByText('The name is reserved. · saved as a%3Ab')).toBeDefined()
  })

  it('pauses, resumes and clears everything at once', async () => {
    const { user, transport } = renderPanel(
      [
        transfer(),
        transfer({ id: transferId(2), state: 'paused', place: 2 }),
        transfer({ id: transferId(3), state: 'done', place: null }),
      ],
      {
        answers: {
          pauseAllTransfers: () => ({ transfers: [transfer({ state: 'paused', revision: 2 })] }),
          resumeAllTransfers: () => ({
            transfers: [transfer({ revision: 3 }), transfer({ id: transferId(2), state: 'queued', revision: 2 })],
          }),
          removeTransfer: () => ({}),
        },
      },
    )
    await user.click(await screen.findByRole('button', { name: 'Pause all' }))
    expect(await screen.findAllByText('Paused')).toHaveLength(2)
    missingButton('Pause all')
    expect(document.activeElement).toBe(button('Resume all'))
    await user.keyboard('{Enter}')
    expect(await screen.findByText('Queued')).toBeDefined()
    missingButton('Resume all')
    expect(document.activeElement).toBe(button('Pause all'))
    await user.click(button('Remove ended'))
    expect(transport.inputsOf('removeTransfer')).toEqual([{ id: transferId(3) }])
  })

  it('lets all go on while they are still stopping', async () => {
    const { user, transport } = renderPanel([transfer()], {
      answers: {
        pauseAllTransfers: () => new Promise(() => undefined), // until every checkpoint is written
        resumeAllTransfers: () => ({ transfers: [transfer({ revision: 3 })] }),
      },
    })
    await user.click(await screen.findByRole('button', { name: 'Pause all' }))
    act(() => transport.emit('transferChanged', transfer({ state: 'paused', revision: 2 })))
    await user.click(await screen.findByRole('button', { name: 'Resume all' }))
    expect(await screen.findByText('Downloading')).toBeDefined()
    expect(transport.inputsOf('resumeAllTransfers')).toHaveLength(1)
  })

  it('points at what was asked for again, in a sentence and at its row', async () => {
    const { user, store } = renderPanel([transfer(), transfer({ id: transferId(2), title: 'other', place: 2 })])
    await row()
    act(() => store().acceptStarted([started({ wasThere: true })]))
    expect(screen.getByText(/is in the list already and has not ended.*: openfoam · cavity\./)).toBeDefined()
    expect((await row()).dataset['pointed']).toBe('true')
    expect(screen.getByRole('listitem', { name: 'other' }).dataset['pointed']).toBe('false')
    await user.click(button('Close this hint'))
    expect((await row()).dataset['pointed']).toBe('false')
    act(() => store().acceptStarted([started({ wasThere: true })]))
    act(() => store().acceptStarted([started({ id: transferId(3) })]))
    expect(screen.queryByText(/in the list already/)).toBeNull()
  })

  it('puts the focus on its own button once there is nothing left to remove', async () => {
    const { user, transport } = renderPanel([transfer({ state: 'done', place: null })], {
      answers: {
        removeTransfer() {
          transport.emit('transferRemoved', { id: transferId(1) })
          return {}
        },
      },
    })
    await row()
    await user.click(button('Remove ended'))
    await screen.findByText(/Nothing is being downloaded/)
    expect(document.activeElement).toBe(screen.getByRole('button', { name: /^Transfers/ }))
  })

  it('hands the focus of a row that is removed to the next one, to the one before, and then to its own button', async () => {
    const ended = [1, 2, 3].map(digit =>
      transfer({ id: transferId(digit), title: `t${digit}`, state: 'done', place: null, finishedAtMs: 9 - digit }),
    )
    const { user, transport } = renderPanel(ended, {
      answers: {
        removeTransfer({ id }) {
          transport.emit('transferRemoved', { id: ended.find(one => one.id === id)?.id ?? transferId(9) })
          return {}
        },
      },
    })
    await screen.findByRole('listitem', { name: 't1' })
    const focusedRow = () => document.activeElement?.closest('li')?.getAttribute('aria-label')
    const remove = async (title: string) => {
      await user.click(button(`Remove ${title} from the list`))
      await waitFor(() => expect(screen.queryByRole('listitem', { name: title })).toBeNull())
    }
    await remove('t2')
    expect(focusedRow()).toBe('t3')
    await remove('t3')
    expect(focusedRow()).toBe('t1')
    await remove('t1')
    expect(document.activeElement).toBe(screen.getByRole('button', { name: /^Transfers/ }))
  })

  it('follows the events of the core, and forgets what is removed', async () => {
    const { transport } = renderPanel([transfer()])
    await row()
    act(() => transport.emit('transferChanged', transfer({ state: 'verifying', revision: 2 })))
    expect(await screen.findByText('Verifying')).toBeDefined()
    act(() => transport.emit('transferRemoved', { id: transferId(1) }))
    expect(await screen.findByText(/Nothing is being downloaded/)).toBeDefined()
  })
})

describe('the queue', () => {
  const first = transfer({ title: 'one' })
  const second = transfer({ id: transferId(2), title: 'two', place: 2, state: 'queued', fetchedBytes: 0 })
  const ended = transfer({ id: transferId(3), title: 'three', place: null, state: 'done', finishedAtMs: 5 })
  const titles = () => screen.getAllByRole('listitem').map(item => item.getAttribute('aria-label'))
  /** Drags over the upper half of a row. Answers whether nothing may be dropped there. */
  const over = (item: HTMLElement) => {
    const event = createEvent.dragOver(item, { dataTransfer: {} })
    Object.defineProperty(event, 'clientY', { value: -1 })
    return fireEvent(item, event)
  }
  const toTop = { ids: [transferId(2)], beside: transferId(1), side: 'before' }
  /** Two as they stand after the second was moved before the first. */
  const swapped = {
    moveTransfers: () => ({ transfers: [{ ...second, place: 0, revision: 2 }] }),
  }

  it('says where each unfinished transfer stands, and what has ended last', async () => {
    renderPanel([ended, second, first])
    expect(await screen.findByText(/1 of 2 in the queue/)).toBeDefined()
    expect(screen.getByText(/2 of 2 in the queue/)).toBeDefined()
    expect(titles()).toEqual(['one', 'two', 'three'])
    missingButton('More for three')
  })

  it('says nothing of a place where only one is unfinished', async () => {
    renderPanel([first, ended])
    await screen.findByRole('listitem', { name: 'one' })
    expect(screen.queryByText(/in the queue/)).toBeNull()
  })

  it('moves a transfer by its menu, shows the new order, and reads out the new place', async () => {
    const { user, transport } = renderPanel([first, second], { answers: swapped })
    await screen.findByRole('listitem', { name: 'two' })
    await user.click(button('More for two'))
    expect(screen.getByRole('menuitem', { name: /Move down/ }).hasAttribute('disabled')).toBe(true)
    await user.click(screen.getByRole('menuitem', { name: 'Move to the top' }))
    await waitFor(() => expect(titles()).toEqual(['two', 'one']))
    expect(transport.inputsOf('moveTransfers')).toEqual([toTop])
    expect(screen.getByText('two is now number 1 of 2 in the queue').getAttribute('role')).toBe('status')
  })

  it('moves a transfer by Alt and an arrow from anywhere in its row, and not beyond the ends', async () => {
    const { user, transport } = renderPanel([first, second], { answers: swapped })
    await screen.findByRole('listitem', { name: 'two' })
    button('Cancel two').focus()
    await user.keyboard('{Alt>}{ArrowDown}{/Alt}{ArrowUp}')
    expect(transport.inputsOf('moveTransfers')).toEqual([])
    await user.keyboard('{Alt>}{ArrowUp}{/Alt}')
    await waitFor(() => expect(titles()).toEqual(['two', 'one']))
    expect(transport.inputsOf('moveTransfers')).toEqual([toTop])
    expect(document.activeElement).toBe(button('Cancel two'))
  })

  it('moves a transfer by dragging it, with a mark where it would come to stand', async () => {
    const { transport } = renderPanel([first, second, ended], { answers: swapped })
    const [one, two, three] = (await screen.findAllByRole('listitem')) as [HTMLElement, HTMLElement, HTMLElement]
    expect([one, two, three].map(item => item.getAttribute('draggable'))).toEqual(['true', 'true', 'true']) // the last one out of the window
    const dataTransfer = {}
    fireEvent.dragStart(two, { dataTransfer })
    expect(over(three)).toBe(true) // what has ended has no place
    expect(over(one)).toBe(false)
    expect(one.dataset['drop']).toBe('before')
    fireEvent.dragLeave(one)
    expect(one.dataset['drop']).toBeUndefined()
    over(one)
    fireEvent.drop(one, { dataTransfer })
    await waitFor(() => expect(titles()).toEqual(['two', 'one', 'three']))
    expect(transport.inputsOf('moveTransfers')).toEqual([toTop])
    expect(one.dataset['drop']).toBeUndefined()
  })

  it('leaves everything where it is when a drag ends elsewhere', async () => {
    const { transport } = renderPanel([first, second])
    const [one, two] = (await screen.findAllByRole('listitem')) as [HTMLElement, HTMLElement]
    const dataTransfer = {}
    fireEvent.dragStart(two, { dataTransfer })
    over(one)
    fireEvent.dragEnd(two) // as by Escape
    expect(one.dataset['drop']).toBeUndefined()
    expect(fireEvent.dragOver(one, { dataTransfer })).toBe(true)
    expect(transport.inputsOf('moveTransfers')).toEqual([])
  })

  it('shows why a transfer could not be moved', async () => {
    const { user } = renderPanel([first, second], {
      answers: {
        moveTransfers() {
          throw new FakeFailure({ code: 'transfer-not-possible', message: 'It has ended.' })
        },
      },
    })
    await screen.findByRole('listitem', { name: 'two' })
    await user.click(button('More for two'))
    await user.click(screen.getByRole('menuitem', { name: 'Move to the top' }))
    expect(await screen.findByText('It has ended.')).toBeDefined()
  })
})

describe('limits', () => {
  const night = { fromMinute: 0, toMinute: 480, days: [1], bytesPerSecond: 500_000 }

  it('are told in the row and in the drawer while they hold, with what says so', async () => {
    const { transport } = renderPanel([transfer()], {
      answers: { getDownloadLimit: () => ({ bytesPerSecond: 5_000_000, hours: null }) },
    })
    expect(await screen.findAllByText(/limited to 5 MB\/s, all downloads together/)).toHaveLength(2)
    act(() => transport.emit('downloadLimitChanged', { bytesPerSecond: 500_000, hours: night }))
    expect(await screen.findAllByText(/limited to 500 KB\/s until 08:00, all downloads together/)).toHaveLength(2)
    act(() =>
      transport.emit('downloadLimitChanged', { bytesPerSecond: null, hours: { ...night, bytesPerSecond: null } }),
    )
    await waitFor(() => expect(screen.queryByText(/limited/)).toBeNull())
  })

  it('of one transfer are told where they are the narrower ones, also before it runs', async () => {
    renderPanel(
      [
        transfer({ limitBytesPerSecond: 2_500_000 }),
        transfer({ id: transferId(2), state: 'queued', place: 2, limitBytesPerSecond: 9_000_000 }),
      ],
      { answers: { getDownloadLimit: () => ({ bytesPerSecond: 5_000_000, hours: null }) } },
    )
    expect(await screen.findByText(/limited to 2.5 MB\/s, this download only/)).toBeDefined()
    expect(screen.getByText(/limited to 9 MB\/s, this download only/)).toBeDefined()
  })

  it('of one transfer are set in MB/s from its menu, and removed by leaving the field empty', async () => {
    const { user, transport } = renderPanel([transfer()], {
      answers: {
        setTransferLimit: ({ bytesPerSecond }) =>
          transfer({ limitBytesPerSecond: bytesPerSecond, revision: bytesPerSecond === null ? 3 : 2 }),
      },
    })
    await row()
    const open = async () => {
      await user.click(button('More for openfoam · cavity'))
      await user.click(screen.getByRole('menuitem', { name: 'Limit speed…' }))
      return within(await screen.findByRole('dialog')).getByLabelText<HTMLInputElement>('At most')
    }
    const field = await open()
    expect(button('Remove limit').hasAttribute('disabled')).toBe(true)
    await user.type(field, '2.5{Enter}')
    expect(await screen.findByText(/limited to 2.5 MB\/s, this download only/)).toBeDefined()
    await user.clear(await open())
    await user.click(button('Remove limit'))
    await waitFor(() => expect(screen.queryByText(/limited/)).toBeNull())
    expect(transport.inputsOf('setTransferLimit')).toEqual([
      { id: transferId(1), bytesPerSecond: 2_500_000 },
      { id: transferId(1), bytesPerSecond: null },
    ])
  })

  it('cannot be set to what is no speed', async () => {
    const { user } = renderPanel([transfer()])
    await row()
    await user.click(button('More for openfoam · cavity'))
    await user.click(screen.getByRole('menuitem', { name: 'Limit speed…' }))
    await user.type(within(await screen.findByRole('dialog')).getByLabelText('At most'), '0')
    expect(button('Set limit').hasAttribute('disabled')).toBe(true)
  })
})
