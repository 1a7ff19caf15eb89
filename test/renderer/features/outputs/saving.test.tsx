import { act, createEvent, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import { FilesTab } from '../../../../renderer/features/outputs/files-tab.tsx'
import type { SavingPlaces } from '../../../../renderer/features/outputs/saving-places.ts'
import type { WantedDownload } from '../../../../renderer/features/outputs/selection-bar.tsx'
import { FakeTransport } from '../../../fakes/fake-transport.ts'
import { renderWindow } from '../../render-window.tsx'
import { archiveAnswers, file, folder, taskId } from './fake-archive.ts'

const folders = {
  '': [
    folder('processor0/', 2),
    file('log.simpleFoam', { entryIndex: 8 }),
    file('photo\u202Etxt.exe', { entryIndex: 9 }),
    file('../evil', { problem: 'It would land outside the folder.' }),
  ],
}
const papers = { name: 'Papers', path: '/home/ana/papers' }
const address = { url: 'http://127.0.0.1:9/x', mediaType: 'text/plain', fileName: 'log.simpleFoam' }

function renderFiles({ isBrowserApart = true, save = vi.fn<SavingPlaces['save']>() } = {}) {
  save.mockResolvedValue({})
  const transport = new FakeTransport({ ...archiveAnswers(folders), entryUrl: () => address })
  const onDownload = vi.fn<(wanted: WantedDownload) => void>()
  const onAdd = vi.fn()
  const tab = (
    <FilesTab
      task={{ id: taskId, isTerminated: true }}
      archive="output"
      pricePerGigabyteUsd={0.12}
      onDownload={onDownload}
      places={{ folders: [papers], save, onAdd, isBrowserApart }}
    />
  )
  return { ...renderWindow(tab, transport), onDownload, onAdd, save }
}

const row = (name: RegExp) => screen.findByRole('row', { name })

/** Begins to drag a row as a browser does, and answers what the drag carries. */
async function drag(name: RegExp): Promise<Map<string, string>> {
  const data = new Map<string, string>()
  const dragged = await row(name)
  fireEvent.pointerEnter(dragged)
  await act(() => Promise.resolve())
  const event = createEvent.dragStart(dragged)
  Object.assign(event, { dataTransfer: { setData: (type: string, value: string) => data.set(type, value) } })
  fireEvent(dragged, event)
  return data
}

const targets = () => screen.findByRole('group', { name: 'Drop here to save' })

async function dropOn(text: string): Promise<void> {
  const target = within(await targets()).getByText(text)
  const dataTransfer = {}
  fireEvent.dragOver(target, { dataTransfer })
  fireEvent.drop(target, { dataTransfer })
}

describe('dragging entries', () => {
  it('hands a single file to programs outside as a download', async () => {
    const { transport } = renderFiles()
    const data = await drag(/log.simpleFoam/)
    expect(data.get('DownloadURL')).toBe('text/plain:log.simpleFoam:http://127.0.0.1:9/x')
    expect(transport.inputsOf('entryUrl')).toEqual([{ archiveId: 'archive-1', entryIndex: 8, purpose: 'save' }])
  })

  it('keeps folders and several files in the window', async () => {
    const { user } = renderFiles()
    expect((await drag(/processor0/)).has('DownloadURL')).toBe(false)
    fireEvent.dragEnd(await row(/processor0/))
    for (const name of [/processor0/, /log.simpleFoam/]) await user.click(within(await row(name)).getByRole('checkbox'))
    expect((await drag(/log.simpleFoam/)).has('DownloadURL')).toBe(false)
  })

  it('shows where to drop for as long as it lasts, and saves there', async () => {
    const { save } = renderFiles()
    await drag(/log.simpleFoam/)
    await dropOn('Papers')
    expect(save).toHaveBeenCalledWith(papers, { include: ['log.simpleFoam'], exclude: [] })
    fireEvent.dragEnd(await row(/log.simpleFoam/))
    await waitFor(() => expect(screen.queryByRole('group', { name: 'Drop here to save' })).toBeNull())
  })

  it('says what is dragged and what that takes', async () => {
    renderFiles()
    await drag(/log.simpleFoam/)
    expect(within(await targets()).getByText('1 file, 1.10 KB to fetch, under 0.01 US$')).toBeDefined()
  })

  it('notices that it has ended when its row was scrolled away', async () => {
    renderFiles()
    await drag(/log.simpleFoam/)
    await targets()
    fireEvent.pointerMove(document.body)
    await waitFor(() => expect(screen.queryByRole('group', { name: 'Drop here to save' })).toBeNull())
  })

  it('asks where to for what is dropped on another folder', async () => {
    const { onDownload } = renderFiles()
    await drag(/processor0/)
    await dropOn('Another folder…')
    expect(onDownload).toHaveBeenCalledWith({ kind: 'files', selection: { include: ['processor0/'], exclude: [] } })
  })

  it('does not begin with an entry that cannot be saved', async () => {
    renderFiles()
    expect((await row(/evil/)).getAttribute('draggable')).toBe('false')
  })

  it('says why nothing was saved', async () => {
    const { save } = renderFiles()
    save.mockRejectedValue(new Error('full'))
    await drag(/log.simpleFoam/)
    await dropOn('Papers')
    expect(await screen.findByRole('alert')).toBeDefined()
  })
})

it('shows characters that turn a name around, wherever it is drawn, and saves it by its real name', async () => {
  const { user, save } = renderFiles()
  const shown = 'photo\\u{202e}txt.exe'
  const drawn = await row(/photo/)
  expect(within(drawn).getByText(shown).title).toBe(shown)
  expect(within(drawn).getByRole('checkbox', { name: `Take ${shown}` })).toBeDefined()
  await user.click(drawn)
  await user.click(screen.getByRole('button', { name: `Save ${shown} to…` }))
  await user.click(await screen.findByRole('menuitem', { name: 'Save to Papers' }))
  expect(save).toHaveBeenCalledWith(papers, { include: ['photo\u202Etxt.exe'], exclude: [] })
})

describe('the menu of places to save to', () => {
  it('does by keyboard what dragging does', async () => {
    const { user, save } = renderFiles()
    await row(/processor0/)
    screen.getByRole('treegrid').focus()
    await user.keyboard('{ArrowDown}')
    act(() => screen.getByRole('button', { name: 'Save log.simpleFoam to…' }).focus())
    await user.keyboard('{Enter}')
    await screen.findByRole('menuitem', { name: 'Save to Papers' })
    await user.keyboard('{Enter}')
    expect(save).toHaveBeenCalledWith(papers, { include: ['log.simpleFoam'], exclude: [] })
  })

  it('saves what is ticked, asks for other folders, and adds one', async () => {
    const { user, onDownload, onAdd } = renderFiles()
    await user.click(within(await row(/processor0/)).getByRole('checkbox'))
    await user.click(screen.getByRole('button', { name: 'Save what is ticked to…' }))
    await user.click(await screen.findByRole('menuitem', { name: 'Another folder…' }))
    expect(onDownload).toHaveBeenCalledWith({ kind: 'files', selection: { include: ['processor0/'], exclude: [] } })
    await user.click(screen.getByRole('button', { name: 'Save what is ticked to…' }))
    await user.click(await screen.findByRole('menuitem', { name: 'Add a favourite folder…' }))
    expect(onAdd).toHaveBeenCalledOnce()
  })

  it('says at each place what saving there takes', async () => {
    const { user } = renderFiles()
    await user.click(within(await row(/processor0/)).getByRole('checkbox'))
    await user.click(await screen.findByRole('button', { name: 'Save what is ticked to…' }))
    const takes = '38 files, 215.00 MB to fetch, about 0.026 US$'
    const papersItem = await screen.findByRole('menuitem', { name: 'Save to Papers' })
    expect(papersItem.getAttribute('aria-description')).toBe(`/home/ana/papers, ${takes}`)
    expect(within(papersItem).getByText(takes)).toBeDefined()
    expect(within(screen.getByRole('menuitem', { name: 'Another folder…' })).getByText(takes)).toBeDefined()
    expect(within(screen.getByRole('menuitem', { name: 'Add a favourite folder…' })).queryByText(takes)).toBeNull()
  })

  it.each([
    [true, 'http://127.0.0.1:9/x'],
    [false, undefined],
  ])('lets the browser save a file where that is another computer: %s', async (isBrowserApart, href) => {
    const { user } = renderFiles({ isBrowserApart })
    await user.click(await row(/log.simpleFoam/))
    await user.click(screen.getByRole('button', { name: 'Save log.simpleFoam to…' }))
    await screen.findByRole('menuitem', { name: 'Save to Papers' })
    const link = screen.queryByRole<HTMLAnchorElement>('menuitem', { name: /this browser/ })
    expect(link?.href).toBe(href)
  })
})
