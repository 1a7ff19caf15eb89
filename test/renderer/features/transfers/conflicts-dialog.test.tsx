import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import { TransfersProvider } from '../../../../renderer/features/transfers/transfers-context.tsx'
import { ConflictsDialog } from '../../../../renderer/features/transfers/conflicts-dialog.tsx'
import { FakeFailure, FakeTransport, type FakeAnswers } from '../../../fakes/fake-transport.ts'
import { aSettings } from '../../../fakes/settings.ts'
import { renderWindow } from '../../render-window.tsx'
import { transfer, transferId } from './transfer-example.ts'

const asking = transfer({
  state: 'failed',
  failure: { code: 'files-in-the-way', message: 'Decide.', remedy: 'decide-conflicts', details: null },
})
const conflicts = [
  {
    ...{ path: 'artifacts/stdout.txt', localPath: 'stdout.txt' },
    archived: { sizeBytes: 18_000, modifiedAtMs: 1_700_000_000_000 },
    local: { isFolder: false, sizeBytes: 4, modifiedAtMs: 1_750_000_000_000 },
  },
  {
    ...{ path: 'artifacts/0/U', localPath: '0/U', local: null },
    archived: { sizeBytes: 1_200_000, modifiedAtMs: null },
  },
]

const settings = aSettings()

function renderDialog(answers: FakeAnswers = {}) {
  const transport = new FakeTransport({
    listTransfers: () => ({ transfers: [asking] }),
    listConflicts: () => ({ total: 2, sizeBytes: 5_100_000_000, conflicts }),
    getSettings: () => settings,
    decideConflicts: () => transfer({ state: 'queued', revision: 2 }),
    ...answers,
  })
  const onClose = vi.fn()
  const dialog = (
    <TransfersProvider profileId="ada">
      <ConflictsDialog transfer={asking} onClose={onClose} />
    </TransfersProvider>
  )
  return { ...renderWindow(dialog, transport), onClose }
}

describe('the question about files in the way', () => {
  it('lists them with what is there now and what the archive has', async () => {
    renderDialog()
    expect(await screen.findByText(/^Everything else is there\. 2 files in .* differ/)).toBeDefined()
    const row = (path: string) => screen.findByText(path).then(cell => cell.closest('[role=row]')?.textContent)
    expect(await row('stdout.txt')).toMatch(/^stdout\.txt4 B · .*18\.00 KB · /)
    expect(await row('0/U')).toBe('0/Ugone by now1.20 MB')
  })

  it('shows a folder as one, as its size says nothing', async () => {
    const local = { isFolder: true, sizeBytes: 4_096, modifiedAtMs: 1_700_000_000_000 }
    const inTheWay = [{ path: 'a/log', localPath: 'log', local, archived: { sizeBytes: 20, modifiedAtMs: null } }]
    renderDialog({ listConflicts: () => ({ total: 1, sizeBytes: 20, conflicts: inTheWay }) })
    const row = (await screen.findByText('log')).closest('[role=row]')
    expect(row?.textContent).toMatch(/^logA folder · .*20 B$/)
  })

  it('keeps what is there unless something else is chosen', async () => {
    const { user, transport, onClose } = renderDialog()
    await user.click(await screen.findByRole('button', { name: 'Keep what is there' }))
    await waitFor(() => expect(onClose).toHaveBeenCalledOnce())
    expect(transport.inputsOf('decideConflicts')).toEqual([{ id: transferId(1), conflicts: 'skip-identical' }])
  })

  it.each([
    ['Replace', 'Replace them', 'replace'],
    ['Keep both', 'Keep both', 'keep-both'],
  ] as const)('says what follows from %s, and carries it out for all of them', async (choice, command, answer) => {
    const { user, transport } = renderDialog()
    const dialog = within(await screen.findByRole('dialog'))
    await user.click(dialog.getByRole('radio', { name: choice }))
    expect(dialog.getByText(/What is there now is lost\./)).toBeDefined()
    expect(dialog.getByText('To fetch, at most: 5.10 GB · about 0.61 US$')).toBeDefined()
    await user.click(dialog.getByRole('button', { name: command }))
    await waitFor(() => expect(transport.inputsOf('decideConflicts')).toHaveLength(1))
    expect(transport.inputsOf('decideConflicts')[0]).toMatchObject({ conflicts: answer })
  })

  it('can wait', async () => {
    const { user, transport, onClose } = renderDialog()
    await user.click(await screen.findByRole('button', { name: 'Decide later' }))
    expect(onClose).toHaveBeenCalledOnce()
    expect(transport.inputsOf('decideConflicts')).toEqual([])
  })

  it('says why an answer was not taken, and stays', async () => {
    const { user, onClose } = renderDialog({
      decideConflicts() {
        throw new FakeFailure({ code: 'transfer-not-possible', message: 'This transfer asks nothing.' })
      },
    })
    await user.click(await screen.findByRole('button', { name: 'Keep what is there' }))
    expect(await screen.findByText('This transfer asks nothing.')).toBeDefined()
    expect(onClose).not.toHaveBeenCalled()
  })
})
