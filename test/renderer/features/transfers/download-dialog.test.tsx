import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import type { AppInfo, FolderListing } from '../../../../app/contract/app-info.ts'
import type { TransferForecast } from '../../../../app/contract/transfers.ts'
import { DownloadDialog } from '../../../../renderer/features/transfers/download-dialog.tsx'
import type { DownloadWish } from '../../../../renderer/features/transfers/download-request.ts'
import { TransfersProvider } from '../../../../renderer/features/transfers/transfers-context.tsx'
import { FakeFailure, FakeTransport, type FakeAnswers } from '../../../fakes/fake-transport.ts'
import { renderWindow } from '../../render-window.tsx'
import { desktop, headNode, taskId, started } from './transfer-example.ts'

const everything = { include: [''], exclude: [] }
const wish: DownloadWish = {
  task: { id: taskId, title: 'openfoam · cavity' },
  archive: 'output',
  kind: 'files',
  selection: everything,
}
const forecast: TransferForecast = {
  destination: '/home/ada/Downloads/inductiva_output/task-1/outputs',
  fileCount: 120,
  fetchBytes: 1_200_000_000,
  writeBytes: 2_400_000_000,
  spoolBytes: 0,
  freeBytes: 50_000_000_000,
  existingFiles: 3,
  leftOut: [],
  problem: null,
}
const folderListing: FolderListing = {
  path: '/home/ada',
  parent: '/home',
  folders: ['Downloads', 'results'],
  isWritable: true,
  freeBytes: 12_100_000_000,
}

type Options = { readonly answers?: FakeAnswers; readonly app?: AppInfo; readonly wish?: DownloadWish }

function renderDialog(options: Options = {}) {
  const transport = new FakeTransport({
    listTransfers: () => ({ transfers: [] }),
    forecastTransfer: () => forecast,
    startTransfer: () => started(),
    ...options.answers,
  })
  const onStarted = vi.fn()
  const onClose = vi.fn()
  const dialog = (
    <TransfersProvider profileId="ada">
      <DownloadDialog
        wish={options.wish ?? wish}
        app={options.app ?? desktop}
        pricePerGigabyteUsd={0.12}
        onClose={onClose}
        onStarted={onStarted}
      />
    </TransfersProvider>
  )
  return { ...renderWindow(dialog, transport), onStarted, onClose }
}

const factOf = (name: string) => screen.getByText(name).parentElement?.querySelector('dd')?.textContent
const startButton = () => screen.findByRole<HTMLButtonElement>('button', { name: /^Start/ })
const ready = () => waitFor(async () => expect((await startButton()).disabled).toBe(false))

describe('the download dialog', () => {
  it('says what the download takes before anything is fetched', async () => {
    renderDialog()
    await ready()
    expect(factOf('Files')).toBe('120')
    expect(factOf('To fetch')).toBe('1.20 GB')
    expect(factOf('On disk')).toBe('2.40 GB')
    expect(factOf('Free there')).toBe('50.00 GB')
    expect(factOf('Price')).toBe('about 0.14 US$')
    expect(screen.getByText('3 files of the same names are there already')).toBeDefined()
    expect(screen.getByDisplayValue(forecast.destination)).toBeDefined()
  })

  it('starts with the usual folder and without fetching twice what is there', async () => {
    const { user, transport, onStarted } = renderDialog()
    await ready()
    await user.click(await startButton())
    await waitFor(() => expect(onStarted).toHaveBeenCalledOnce())
    expect(transport.inputsOf('startTransfer')).toEqual([
      {
        taskId,
        archive: 'output',
        kind: 'files',
        selection: everything,
        destination: null,
        conflicts: 'skip-identical',
      },
    ])
  })

  it('works the forecast out again for another way with files that are there', async () => {
    const { user, transport } = renderDialog()
    await ready()
    await user.click(screen.getByRole('radio', { name: 'Keep both' }))
    await waitFor(() => expect(transport.inputsOf('forecastTransfer').at(-1)?.conflicts).toBe('keep-both'))
    await ready()
  })

  it('uses the folder dialog of the system where there is one', async () => {
    const { user, transport } = renderDialog({ answers: { chooseFolder: () => ({ path: '/data/run 7' }) } })
    await ready()
    await user.click(screen.getByRole('button', { name: 'Choose…' }))
    await waitFor(() => expect(transport.inputsOf('forecastTransfer').at(-1)?.destination).toBe('/data/run 7'))
    await ready()
    await user.click(screen.getByRole('button', { name: 'Use the usual folder' }))
    await waitFor(() => expect(transport.inputsOf('forecastTransfer').at(-1)?.destination).toBeNull())
  })

  it('does not start what would not fit, and says how much is missing', async () => {
    const problem = {
      code: 'destination-full',
      message: 'Needs 2.40 GB, 1.10 GB free.',
      remedy: 'choose-folder',
      details: null,
    } as const
    renderDialog({ answers: { forecastTransfer: () => ({ ...forecast, problem }) } })
    expect(await screen.findByText('Needs 2.40 GB, 1.10 GB free.')).toBeDefined()
    expect((await startButton()).disabled).toBe(true)
  })

  it('says what room large files take beside themselves while they are unpacked', async () => {
    renderDialog({ answers: { forecastTransfer: () => ({ ...forecast, spoolBytes: 700_000_000 }) } })
    await ready()
    expect(screen.getByText('Meanwhile also').nextSibling?.textContent).toBe('700.00 MB')
  })

  it('says what is left out and why', async () => {
    const leftOut = [
      { reason: 'This entry is encrypted.', fileCount: 1 },
      { reason: 'This entry has no name.', fileCount: 1_200 },
    ]
    renderDialog({ answers: { forecastTransfer: () => ({ ...forecast, leftOut }) } })
    const list = await screen.findByRole('list', { name: 'Left out' })
    expect(
      within(list)
        .getAllByRole('listitem')
        .map(({ textContent }) => textContent),
    ).toEqual([
      '1 file is left out: This entry is encrypted.',
      '1,200 files are left out, each for this reason: This entry has no name.',
    ])
  })

  it('speaks neither of fetching nor of a price where files come out of an archive on this disk', async () => {
    renderDialog({ wish: { ...wish, isLocal: true } })
    await screen.findByDisplayValue(forecast.destination)
    const { textContent } = screen.getByRole('dialog', { name: 'Extract files' })
    expect(textContent).toContain('Extract')
    expect(textContent).not.toMatch(/fetch|download|price|US\$/i)
  })

  it('tries a forecast again that could not be worked out', async () => {
    const { user, transport } = renderDialog({
      answers: {
        forecastTransfer() {
          throw new FakeFailure({ code: 'service-slow', message: 'The service is slow.', remedy: 'retry' })
        },
      },
    })
    await screen.findByText('The service is slow.')
    transport.answer({ forecastTransfer: () => forecast })
    await user.click(screen.getByRole('button', { name: 'Try again' }))
    await ready()
  })

  it('keeps the dialog open and says why when the start is refused', async () => {
    const { user, onStarted } = renderDialog({
      answers: {
        startTransfer() {
          throw new FakeFailure({ code: 'destination-not-writable', message: 'You may not write there.' })
        },
      },
    })
    await ready()
    await user.click(await startButton())
    expect(await screen.findByText('You may not write there.')).toBeDefined()
    expect(onStarted).not.toHaveBeenCalled()
  })
})

describe('the folder browser', () => {
  const browse = async (answers: FakeAnswers = {}) => {
    const rendered = renderDialog({ app: headNode, answers: { listFolders: () => folderListing, ...answers } })
    await ready()
    await rendered.user.click(screen.getByRole('button', { name: 'Choose…' }))
    const dialog = within(await screen.findByRole('dialog', { name: 'Folders on login01' }))
    await dialog.findByRole('option', { name: 'results' })
    return { ...rendered, dialog }
  }

  it('chooses a folder on the machine that keeps the downloads', async () => {
    const { dialog, user, transport } = await browse()
    expect(dialog.getByText(/12.10 GB free/)).toBeDefined()
    await user.click(dialog.getByRole('button', { name: 'Save here' }))
    await waitFor(() => expect(transport.inputsOf('forecastTransfer').at(-1)?.destination).toBe('/home/ada'))
  })

  it('walks folders by the keyboard', async () => {
    const { dialog, user, transport } = await browse()
    await user.keyboard('r{Enter}')
    await waitFor(() => expect(transport.inputsOf('listFolders').at(-1)).toEqual({ path: '/home/ada/results' }))
    dialog.getByRole('listbox').focus()
    await user.keyboard('{Backspace}')
    await waitFor(() => expect(transport.inputsOf('listFolders').at(-1)).toEqual({ path: '/home' }))
  })

  it('closes on Escape without closing the dialog behind it', async () => {
    const { user, onClose } = await browse()
    await user.keyboard('{Escape}')
    await waitFor(() => expect(screen.queryByRole('dialog', { name: 'Folders on login01' })).toBeNull())
    expect(onClose).not.toHaveBeenCalled()
  })

  it('does not offer a folder one may not write to', async () => {
    const { dialog } = await browse({ listFolders: () => ({ ...folderListing, isWritable: false }) })
    expect(dialog.getByText(/You may not save here/)).toBeDefined()
    expect(dialog.getByRole<HTMLButtonElement>('button', { name: 'Save here' }).disabled).toBe(true)
  })

  it('creates a folder and goes into it', async () => {
    const { dialog, user, transport } = await browse({
      createFolder: ({ parent, name }) => ({ ...folderListing, path: `${parent}/${name}`, folders: [] }),
    })
    await user.click(dialog.getByRole('button', { name: 'New folder' }))
    await user.type(dialog.getByRole('textbox', { name: 'Name of the new folder' }), 'run 7{Enter}')
    expect(await dialog.findByDisplayValue('/home/ada/run 7')).toBeDefined()
    expect(dialog.queryByRole('textbox', { name: 'Name of the new folder' })).toBeNull()
    expect(transport.inputsOf('createFolder')).toEqual([{ parent: '/home/ada', name: 'run 7' }])
  })

  it('keeps the folder shown when a typed path cannot be listed', async () => {
    const { dialog, user } = await browse({
      listFolders({ path }) {
        if (path === '/nowhere')
          throw new FakeFailure({ code: 'destination-missing', message: 'There is no such folder.' })
        return folderListing
      },
    })
    const field = dialog.getByRole('textbox', { name: 'Folder' })
    await user.clear(field)
    await user.type(field, '/nowhere{Enter}')
    expect(await dialog.findByText('There is no such folder.')).toBeDefined()
    expect(dialog.getByRole('option', { name: 'results' })).toBeDefined()
  })

  it('never saves elsewhere than the path field says', async () => {
    const { dialog, user } = await browse()
    const save = dialog.getByRole<HTMLButtonElement>('button', { name: 'Save here' })
    const field = dialog.getByRole('textbox', { name: 'Folder' })
    await user.type(field, '/typed')
    expect(save.disabled).toBe(true)
    expect(dialog.getByText(/Go there first/)).toBeDefined()
    await user.clear(field)
    await user.type(field, '/home/ada')
    expect(save.disabled).toBe(false)
  })
})
