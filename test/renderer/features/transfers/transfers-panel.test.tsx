import { act, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import type { AppInfo } from '../../../../app/contract/app-info.ts'
import type { Transfer } from '../../../../app/contract/transfers.ts'
import { TransfersProvider } from '../../../../renderer/features/transfers/transfers-context.tsx'
import { TransfersPanel } from '../../../../renderer/features/transfers/transfers-panel.tsx'
import { FakeFailure, FakeTransport, type FakeAnswers } from '../../../fakes/fake-transport.ts'
import { renderWindow } from '../../render-window.tsx'
import { desktop, headNode, taskId, transfer, transferId } from './transfer-example.ts'

type Options = { readonly answers?: FakeAnswers; readonly app?: AppInfo; readonly isOpen?: boolean }

function renderPanel(transfers: readonly Transfer[], { answers = {}, app = desktop, isOpen = true }: Options = {}) {
  const transport = new FakeTransport({ listTransfers: () => ({ transfers: [...transfers] }), ...answers })
  const onElsewhere = vi.fn()
  const panel = (
    <TransfersProvider profileId="ada">
      <TransfersPanel app={app} isOpen={isOpen} onToggle={vi.fn()} onElsewhere={onElsewhere} />
    </TransfersProvider>
  )
  return { ...renderWindow(panel, transport), onElsewhere }
}

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

  it('pauses at once and shows what the core answers', async () => {
    const { user } = renderPanel([transfer()], {
      answers: { pauseTransfer: () => transfer({ state: 'paused', revision: 2 }) },
    })
    await row()
    await user.click(button('Pause openfoam · cavity'))
    expect(await screen.findByText('Paused')).toBeDefined()
    expect(button('Resume openfoam · cavity')).toBeDefined()
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

  it('shows why a transfer failed, and tries again', async () => {
    const failure = { code: 'service-unreachable', message: 'No connection.', remedy: 'retry', details: null } as const
    const { user } = renderPanel([transfer({ state: 'failed', failure })], {
      answers: { retryTransfer: () => transfer({ state: 'queued', failure: null, revision: 2 }) },
    })
    await screen.findByText('No connection.')
    await user.click(button('Try again'))
    expect(await screen.findByText('Queued')).toBeDefined()
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
    const tasks = [{ id: taskId, title: 'openfoam · cavity' }]
    expect(onElsewhere).toHaveBeenCalledWith({ tasks, archive: 'output', kind: 'files', selection })
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
      [transfer(), transfer({ id: transferId(2), state: 'paused' }), transfer({ id: transferId(3), state: 'done' })],
      {
        answers: {
          pauseTransfer: () => transfer({ state: 'paused', revision: 2 }),
          resumeTransfer: () => transfer({ id: transferId(2), revision: 2 }),
          removeTransfer: () => ({}),
        },
      },
    )
    await user.click(await screen.findByRole('button', { name: 'Pause all' }))
    await user.click(button('Resume all'))
    await user.click(button('Remove ended'))
    expect(transport.inputsOf('pauseTransfer')).toEqual([{ id: transferId(1) }])
    expect(transport.inputsOf('resumeTransfer')).toEqual([{ id: transferId(2) }])
    expect(transport.inputsOf('removeTransfer')).toEqual([{ id: transferId(3) }])
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
