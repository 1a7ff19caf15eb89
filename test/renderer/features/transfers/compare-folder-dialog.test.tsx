import { screen, waitFor } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import { CompareFolderDialog } from '../../../../renderer/features/transfers/compare-folder-dialog.tsx'
import { TransfersProvider } from '../../../../renderer/features/transfers/transfers-context.tsx'
import { FakeFailure, FakeTransport } from '../../../fakes/fake-transport.ts'
import { renderWindow } from '../../render-window.tsx'
import { desktop, taskId } from './transfer-example.ts'

const selection = { include: ['artifacts/0/'], exclude: [] }
const usual = '/home/ada/Downloads/inductiva_output/task-1/outputs'

function renderDialog(isPart: boolean) {
  const transport = new FakeTransport({
    listTransfers: () => ({ transfers: [] }),
    chooseFolder: () => ({ path: '/media/backup' }),
    forecastTransfer: () => ({
      ...{
        destination: usual,
        fileCount: 1,
        fetchBytes: 1,
        writeBytes: 1,
        spoolBytes: 0,
        freeBytes: null,
        existingFiles: 0,
        leftOut: [],
      },
      problem: null,
    }),
    compareFolder() {
      throw new FakeFailure({ code: 'no-outputs', message: 'This task has no outputs.' })
    },
  })
  const wish = { taskId, title: 'openfoam · cavity', archive: 'output', selection } as const
  const dialog = (
    <TransfersProvider profileId="ada">
      <CompareFolderDialog wish={wish} isPart={isPart} app={desktop} onClose={vi.fn()} onFetching={vi.fn()} />
    </TransfersProvider>
  )
  return renderWindow(dialog, transport)
}

describe('verifying a folder', () => {
  it('takes the usual folder unless another is chosen', async () => {
    const { user, transport } = renderDialog(false)
    expect(await screen.findByDisplayValue(usual)).toBeDefined()
    expect(screen.getByText(/^Compares the files of a folder with this archive/)).toBeDefined()
    await user.click(screen.getByRole('button', { name: 'Verify' }))
    expect(await screen.findByText('This task has no outputs.')).toBeDefined()
    expect(transport.inputsOf('compareFolder')).toEqual([{ taskId, archive: 'output', selection, destination: null }])
  })

  it('says when it looks for what is ticked only, and in another folder where that is chosen', async () => {
    const { user, transport } = renderDialog(true)
    expect(screen.getByText(/with what is ticked in this archive/)).toBeDefined()
    await user.click(screen.getByRole('button', { name: 'Choose…' }))
    expect(await screen.findByDisplayValue('/media/backup')).toBeDefined()
    await user.click(screen.getByRole('button', { name: 'Verify' }))
    await waitFor(() => expect(transport.inputsOf('compareFolder')).toHaveLength(1))
    expect(transport.inputsOf('compareFolder')[0]).toMatchObject({ destination: '/media/backup' })
  })
})
