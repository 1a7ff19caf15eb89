import { act, screen, waitFor, within } from '@testing-library/react'
import { useState } from 'react'
import { describe, expect, it, vi } from 'vitest'
import type { Selection } from '../../../../app/contract/outputs.ts'
import { FilesTab } from '../../../../renderer/features/outputs/files-tab.tsx'
import type { WantedDownload } from '../../../../renderer/features/outputs/selection-bar.tsx'
import { FakeFailure, FakeTransport, type FakeAnswers } from '../../../fakes/fake-transport.ts'
import { renderWindow } from '../../render-window.tsx'
import { archiveAnswers, file, folder, summary, taskId } from './fake-archive.ts'

const folders = {
  '': [
    folder('processor0/', 2),
    file('log.simpleFoam'),
    file('../evil', { problem: 'It would land outside the folder.' }),
  ],
  'processor0/': [file('processor0/U'), file('processor0/p')],
}

function renderFiles(answers: FakeAnswers = {}) {
  const transport = new FakeTransport({ ...archiveAnswers(folders), ...answers })
  const onDownload = vi.fn<(wanted: WantedDownload) => void>()
  const onTaken = vi.fn<(selection: Selection | null) => void>()
  const tab = (
    <FilesTab
      task={{ id: taskId, isTerminated: true }}
      archive="output"
      pricePerGigabyteUsd={0.12}
      onDownload={onDownload}
      onTaken={onTaken}
    />
  )
  return { ...renderWindow(tab, transport), onDownload, onTaken }
}

function EndingTask() {
  const [isTerminated, setTerminated] = useState(false)
  return (
    <>
      <button type="button" onClick={() => setTerminated(true)}>
        The task ends
      </button>
      <FilesTab task={{ id: taskId, isTerminated }} archive="output" pricePerGigabyteUsd={0.12} onDownload={vi.fn()} />
    </>
  )
}

const row = (name: RegExp) => screen.findByRole('row', { name })
const boxOf = async (name: RegExp) => within(await row(name)).getByRole('checkbox')

describe('the Files tab', () => {
  it('says what it cost to list the archive', async () => {
    renderFiles()
    expect(await screen.findByText('Read 1.20 MB of 30.10 GB to list 151,512 files · 3 requests')).toBeDefined()
  })

  it('says when the list was at hand from before', async () => {
    const archive = { ...summary, indexBytesFetched: 1, indexRequests: 1, isIndexFromCache: true }
    renderFiles({ openArchive: () => ({ state: 'open', archive }) })
    const text = 'Listed 151,512 files from cache, after asking whether the 30.10 GB have changed'
    expect(await screen.findByText(text)).toBeDefined()
  })

  it('opens a folder where it stands, and closes it again', async () => {
    const { user } = renderFiles()
    const closed = await row(/processor0/)
    expect(closed.getAttribute('aria-expanded')).toBe('false')
    await user.click(within(closed).getByRole('button', { name: 'Open processor0' }))
    expect((await row(/Take U/)).getAttribute('aria-level')).toBe('2')
    await user.click(screen.getByRole('button', { name: 'Close processor0' }))
    expect(screen.queryByRole('row', { name: /Take U/ })).toBeNull()
  })

  it('is walked, opened and ticked by the keyboard alone', async () => {
    const { user, transport } = renderFiles()
    await row(/processor0/)
    screen.getByRole('treegrid').focus()
    await user.keyboard('{ArrowRight}')
    await row(/Take U/)
    await user.keyboard('{ArrowDown} {ArrowLeft}{ArrowLeft}')
    expect(screen.queryByRole('row', { name: /Take U/ })).toBeNull()
    await waitFor(() => expect(transport.inputsOf('sumSelection').at(-1)?.selection.include).toEqual(['processor0/U']))
    expect((await boxOf(/processor0/)).getAttribute('aria-checked')).toBe('mixed')
  })

  it('says what a selection costs, and what it saves against the whole archive', async () => {
    const { user } = renderFiles()
    await user.click(await boxOf(/log.simpleFoam/))
    const summaryLine = await screen.findByText(/to fetch, about/)
    expect(summaryLine.textContent).toBe('38 files, 215.00 MB to fetch, about 0.026 US$, saves 29.89 GB')
  })

  it('hands on the selection, all files, or the zip', async () => {
    const { user, onDownload } = renderFiles()
    await user.click(await boxOf(/processor0/))
    for (const name of ['Download all…', 'Download zip…'])
      expect(screen.getByRole('button', { name }).textContent).toMatch(/\d [KMG]?B · (about|under) [\d.]+ US\$$/)
    await user.click(screen.getByRole('button', { name: 'Download…' }))
    await user.click(screen.getByRole('button', { name: 'Download all…' }))
    await user.click(screen.getByRole('button', { name: 'Download zip…' }))
    const everything = { include: [''], exclude: [] }
    expect(onDownload.mock.calls.map(([wanted]) => wanted)).toEqual([
      { kind: 'files', selection: { include: ['processor0/'], exclude: [] } },
      { kind: 'files', selection: everything },
      { kind: 'archive', selection: everything },
    ])
  })

  it('tells what is taken as it changes, and nothing once it is gone', async () => {
    const { user, onTaken, unmount } = renderFiles()
    const box = await boxOf(/processor0/)
    expect(onTaken.mock.calls).toEqual([[null]])
    await user.click(box)
    await waitFor(() => expect(onTaken.mock.lastCall?.[0]).toMatchObject({ include: ['processor0/'], exclude: [] }))
    await user.click(screen.getByRole('button', { name: 'Clear' }))
    await waitFor(() => expect(onTaken.mock.lastCall).toEqual([null]))
    await user.click(box)
    unmount()
    expect(onTaken.mock.lastCall).toEqual([null])
  })

  it('shows why an entry cannot be taken, and does not let it be ticked', async () => {
    renderFiles()
    const refused = await row(/evil/)
    expect(within(refused).getByText(/It would land outside the folder\./)).toBeDefined()
    expect(within(refused).getByRole<HTMLInputElement>('checkbox').disabled).toBe(true)
  })

  it('lists the hits of a search by their paths, and takes all of them by a glob', async () => {
    const { user, transport } = renderFiles()
    await row(/log.simpleFoam/)
    await user.type(screen.getByRole('searchbox'), 'processor0/')
    expect(await screen.findByText('3 hits · 6.00 KB, 3.30 KB to fetch')).toBeDefined()
    expect(screen.getByText('processor0/U')).toBeDefined()
    await user.click(screen.getByRole('button', { name: 'Take all hits' }))
    await waitFor(() =>
      expect(transport.inputsOf('sumSelection').at(-1)?.selection.globs).toEqual(['**/*processor0/*{,/**}']),
    )
    expect(screen.queryByRole('button', { name: 'Take all hits' })).toBeNull()
  })

  it('leaves the hits of a search out of what a folder takes', async () => {
    const { user, transport } = renderFiles()
    await user.click(await boxOf(/processor0/))
    await user.type(screen.getByRole('searchbox'), '0/U')
    await user.click(await screen.findByRole('button', { name: 'Leave all hits' }))
    await waitFor(() => expect(transport.inputsOf('sumSelection').at(-1)?.selection.exclude).toEqual(['processor0/U']))
  })

  it('takes what is typed as a glob, shows it in the boxes, and lets single files be left out', async () => {
    const { user, transport, onDownload } = renderFiles()
    await row(/processor0/)
    await user.type(screen.getByRole('textbox', { name: 'Globs' }), '*U{Enter}')
    expect(await screen.findByText('38 files, 215.00 MB')).toBeDefined()
    await waitFor(async () => expect((await boxOf(/processor0/)).getAttribute('aria-checked')).toBe('mixed'))
    expect(await boxOf(/log.simpleFoam/)).toHaveProperty('checked', false)
    await user.click(screen.getByRole('button', { name: 'Open processor0' }))
    await waitFor(async () => expect(await boxOf(/Take U/)).toHaveProperty('checked', true))
    await user.click(screen.getByRole('button', { name: 'Download…' }))
    await user.click(await boxOf(/Take U/))
    await user.click(await boxOf(/log.simpleFoam/))
    await user.click(screen.getByRole('button', { name: 'Download…' }))
    expect(onDownload.mock.calls.map(([{ selection }]) => selection)).toEqual([
      { include: [], exclude: [], globs: ['*U'] },
      { include: ['log.simpleFoam'], exclude: ['processor0/U'], globs: ['*U'] },
    ])
    expect(transport.inputsOf('sumSelection').at(-1)?.selection.globs).toEqual(['*U'])
  })

  it('says what is wrong with a glob, and when nothing matches it', async () => {
    const { user } = renderFiles()
    await row(/processor0/)
    const field = screen.getByRole('textbox', { name: 'Globs' })
    await user.type(field, '/logs{Enter}')
    expect(await screen.findByText(/^Leave out the “\/” at the beginning/)).toBeDefined()
    expect(field.getAttribute('aria-invalid')).toBe('true')
    await user.clear(field)
    await user.type(field, '*.zzz{Enter}')
    expect(await screen.findByText('no file matches')).toBeDefined()
  })

  it('takes globs away by the keyboard, and keeps the focus among them', async () => {
    const { user } = renderFiles()
    await row(/processor0/)
    const field = screen.getByRole('textbox', { name: 'Globs' })
    await user.type(field, '*U{Enter}*p{Enter}*x{Enter}')
    await user.keyboard('{Backspace}{ArrowLeft}')
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Remove glob *p' }))
    await user.keyboard('{Delete}')
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Remove glob *x' }))
    await user.keyboard('{Backspace}{Backspace}')
    expect(document.activeElement).toBe(field)
    expect(screen.queryByRole('button', { name: /^Remove glob/ })).toBeNull()
    expect(screen.getByText(/^Tick files and folders, or type a glob/)).toBeDefined()
  })

  it('keeps globs and what they take while folders are walked', async () => {
    const { user } = renderFiles()
    await row(/processor0/)
    await user.type(screen.getByRole('textbox', { name: 'Globs' }), '*U{Enter}')
    screen.getByRole('treegrid').focus()
    await user.keyboard('{Enter}')
    await waitFor(async () => expect(await boxOf(/Take U/)).toHaveProperty('checked', true))
    expect(await boxOf(/Take p/)).toHaveProperty('checked', false)
    expect(screen.getByRole('checkbox', { name: 'Take everything shown here' }).getAttribute('aria-checked')).toBe(
      'mixed',
    )
    expect(screen.getByText('*U')).toBeDefined()
  })

  it('says that nothing matches', async () => {
    const { user } = renderFiles()
    await row(/log.simpleFoam/)
    await user.type(screen.getByRole('searchbox'), '*.zzz')
    expect(await screen.findByText('No name in this archive matches “*.zzz”.')).toBeDefined()
  })

  it('goes into a folder on Enter and back up on Backspace', async () => {
    const { user } = renderFiles()
    await row(/processor0/)
    screen.getByRole('treegrid').focus()
    await user.keyboard('{Enter}')
    expect(await row(/Take U/)).toBeDefined()
    expect(screen.getByText('processor0', { selector: '[aria-current]' })).toBeDefined()
    screen.getByRole('treegrid').focus()
    await user.keyboard('{Backspace}')
    expect(await row(/log.simpleFoam/)).toBeDefined()
  })

  it('ticks everything of the folder shown with Ctrl+A', async () => {
    const { user, transport } = renderFiles()
    await row(/processor0/)
    screen.getByRole('treegrid').focus()
    await user.keyboard('{Control>}a{/Control}')
    await waitFor(() => expect(transport.inputsOf('sumSelection').at(-1)?.selection.include).toEqual(['']))
    expect(await boxOf(/log.simpleFoam/)).toHaveProperty('checked', true)
  })

  it('says why there are no outputs', async () => {
    const reason = 'This task was stopped before it saved outputs, so there is nothing to download.'
    renderFiles({ openArchive: () => ({ state: 'none', reason }) })
    expect(await screen.findByText(reason)).toBeDefined()
  })

  it('asks again once a task without outputs has ended', async () => {
    const transport = new FakeTransport({
      ...archiveAnswers(folders),
      openArchive: () => ({ state: 'none', reason: 'Still running.' }),
    })
    const { user } = renderWindow(<EndingTask />, transport)
    await screen.findByText('Still running.')
    transport.answer({ openArchive: () => ({ state: 'open', archive: summary }) })
    await user.click(screen.getByRole('button', { name: 'The task ends' }))
    expect(await row(/log.simpleFoam/)).toBeDefined()
  })

  it('says that it is still at it when the list takes long to come', () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    try {
      renderFiles({ openArchive: () => new Promise(() => undefined) })
      expect(screen.getByText('Reading the list of files…')).toBeDefined()
      act(() => void vi.advanceTimersByTime(8000))
      expect(screen.getByText(/^Still reading the list of files/)).toBeDefined()
    } finally {
      vi.useRealTimers()
    }
  })

  it('says why an archive cannot be opened, and tries again', async () => {
    const { user, transport } = renderFiles({
      openArchive() {
        throw new FakeFailure({ code: 'archive-damaged', message: 'The archive is damaged.', remedy: 'retry' })
      },
    })
    expect(await screen.findByText('The archive is damaged.')).toBeDefined()
    transport.answer({ openArchive: () => ({ state: 'open', archive: summary }) })
    await user.click(screen.getByRole('button', { name: 'Try again' }))
    expect(await row(/log.simpleFoam/)).toBeDefined()
  })

  it('reads the list anew when the archive has changed in the cloud', async () => {
    const { user, transport } = renderFiles()
    await row(/processor0/)
    transport.answer({
      listEntries() {
        throw new FakeFailure({ code: 'archive-changed', message: 'The archive has changed in the cloud.' })
      },
    })
    await user.click(screen.getByRole('button', { name: 'Open processor0' }))
    expect(await screen.findByText('The archive has changed in the cloud.')).toBeDefined()
    transport.answer(archiveAnswers(folders))
    await user.click(screen.getByRole('button', { name: 'Try again' }))
    expect(await row(/log.simpleFoam/)).toBeDefined()
    expect(transport.inputsOf('openArchive')).toHaveLength(2)
    expect(transport.inputsOf('closeArchive')).toHaveLength(1)
  })
})

describe('the preview of a file', () => {
  const openPreview = async (answers: FakeAnswers = {}) => {
    const rendered = renderFiles(answers)
    await rendered.user.click(await row(/log.simpleFoam/))
    const preview = await screen.findByRole('region', { name: 'Preview of log.simpleFoam' })
    return { ...rendered, preview }
  }

  it('shows the text of a file and that it was checked', async () => {
    const { preview, transport } = await openPreview()
    expect(await within(preview).findByText('smoothSolver: residual = 0.01')).toBeDefined()
    expect(within(preview).getByText('Checked')).toBeDefined()
    expect(transport.inputsOf('readEntryText')).toEqual([{ archiveId: summary.id, entryIndex: 7, maxBytes: 256_000 }])
  })

  it('reads more of a long file when asked', async () => {
    const { preview, transport, user } = await openPreview({
      readEntryText: ({ maxBytes }) => ({
        text: 'a line\n'.repeat(Math.min(maxBytes, 300_000) / 7),
        encoding: 'utf-8',
        isComplete: maxBytes > 300_000,
        isVerified: maxBytes > 300_000,
        bytesFetched: 500,
      }),
    })
    expect(await within(preview).findByText('Not checked yet')).toBeDefined()
    await user.click(within(preview).getByRole('button', { name: 'Load more' }))
    expect(await within(preview).findByText('Checked')).toBeDefined()
    expect(transport.inputsOf('readEntryText').map(({ maxBytes }) => maxBytes)).toEqual([256_000, 1_000_000])
  })

  it('says so when a file is not text', async () => {
    const { preview } = await openPreview({
      readEntryText() {
        throw new FakeFailure({ code: 'entry-not-text', message: 'This file is not text.' })
      },
    })
    expect(await within(preview).findByText('This file is not text.')).toBeDefined()
  })

  it('finds a text, and goes from match to match', async () => {
    const { preview, user } = await openPreview()
    await within(preview).findByText('Time = 1')
    await user.click(within(preview).getByRole('button', { name: 'Find in this text' }))
    await user.type(within(preview).getByRole('textbox', { name: 'Find in this text' }), 'time')
    expect(await within(preview).findByText('1 of 2')).toBeDefined()
    await user.keyboard('{Enter}')
    expect(await within(preview).findByText('2 of 2')).toBeDefined()
    await user.keyboard('{Enter}')
    expect(await within(preview).findByText('1 of 2')).toBeDefined()
    await user.keyboard('{Escape}')
    expect(document.activeElement).toBe(within(preview).getByRole('document'))
  })

  it('closes on Escape and gives the focus back to the table', async () => {
    const { user } = await openPreview()
    await user.keyboard('{Escape}')
    expect(screen.queryByRole('region')).toBeNull()
    expect(document.activeElement).toBe(screen.getByRole('treegrid'))
  })
})
