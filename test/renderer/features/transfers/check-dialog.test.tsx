import { act, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import { checkIdSchema, type Check, type Finding, type FindingKind } from '../../../../app/contract/checks.ts'
import type { AppClient } from '../../../../app/contract/contract.ts'
import { CheckDialog } from '../../../../renderer/features/transfers/check-dialog.tsx'
import { TransfersProvider } from '../../../../renderer/features/transfers/transfers-context.tsx'
import { FakeFailure, FakeTransport, type FakeAnswers } from '../../../fakes/fake-transport.ts'
import { aSettings } from '../../../fakes/settings.ts'
import { renderWindow } from '../../render-window.tsx'
import { taskId, started, transferId } from './transfer-example.ts'

const checkId = (digit: number) => checkIdSchema.parse(`00000000-0000-4000-9000-00000000000${digit}`)
const none: Check['findings'] = {
  ...{ missing: 0, size: 0, content: 0, occupied: 0, unreadable: 0, damaged: 0, extra: 0 },
}

/** A comparison half way, changed as a test needs it. */
function check(change: Partial<Check> = {}): Check {
  return {
    ...{ id: checkId(1), kind: 'folder', taskId, title: 'openfoam · cavity', archive: 'output' },
    ...{ path: '/results/task-1', state: 'running', checkedFiles: 40, totalFiles: 120, refused: 0, same: 0 },
    ...{ checkedBytes: 600_000_000, totalBytes: 2_400_000_000, findings: none, fetchBytes: none },
    ...{ failure: null, revision: 1 },
    ...change,
  }
}
const done = (findings: Partial<Check['findings']>, change: Partial<Check> = {}): Check =>
  check({ state: 'done', same: 117, revision: 5, findings: { ...none, ...findings }, ...change })
const finding = (kind: FindingKind, path: string): Finding => ({
  ...{ kind, path: `artifacts/${path}`, localPath: path, message: null },
  archived: kind === 'extra' ? null : { sizeBytes: 18_000, modifiedAtMs: 1_700_000_000_000 },
  local: kind === 'missing' ? null : { sizeBytes: 4, modifiedAtMs: 1_750_000_000_000 },
})

const settings = aSettings()
const begin = (api: AppClient) => api.checkTransfer({ id: transferId(1) })

function renderDialog(answers: FakeAnswers, kind: Check['kind'] = 'folder') {
  const transport = new FakeTransport({
    listTransfers: () => ({ transfers: [] }),
    getSettings: () => settings,
    closeCheck: () => ({}),
    ...answers,
  })
  const onClose = vi.fn()
  const onFetching = vi.fn()
  const dialog = (
    <TransfersProvider profileId="ada">
      <CheckDialog title="openfoam · cavity" kind={kind} begin={begin} onClose={onClose} onFetching={onFetching} />
    </TransfersProvider>
  )
  return { ...renderWindow(dialog, transport), onClose, onFetching }
}

const button = (name: string | RegExp) => screen.getByRole('button', { name })

describe('a comparison under way', () => {
  it('says how far it is, and follows the core', async () => {
    const { transport } = renderDialog({ checkTransfer: () => check() })
    expect(await screen.findByText('40 of 120 files compared, 600.00 MB of 2.40 GB')).toBeDefined()
    expect(screen.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('25')
    act(() => transport.emit('checkChanged', check({ checkedFiles: 80, checkedBytes: 1_200_000_000, revision: 2 })))
    expect(await screen.findByText(/^80 of 120 files/)).toBeDefined()
    act(() => transport.emit('checkChanged', check({ id: checkId(2), checkedFiles: 1, revision: 9 })))
    act(() => transport.emit('checkChanged', check({ checkedFiles: 41, revision: 1 })))
    expect(screen.getByText(/^80 of 120 files/)).toBeDefined()
  })

  it('is not ended by a slip of the keyboard, but by its button, and is let go of', async () => {
    const { user, transport, onClose, unmount } = renderDialog({ checkTransfer: () => check() })
    await screen.findByText(/files compared/)
    await user.keyboard('{Escape}')
    expect(onClose).not.toHaveBeenCalled()
    await user.click(button('Stop'))
    expect(onClose).toHaveBeenCalledOnce()
    unmount()
    expect(transport.inputsOf('closeCheck')).toEqual([{ id: checkId(1) }])
  })

  it('says that it waits for another one', async () => {
    renderDialog({ checkTransfer: () => check({ state: 'queued', totalFiles: null, totalBytes: null }) })
    expect(await screen.findByText('Waiting for another comparison to end…')).toBeDefined()
  })
})

describe('the result', () => {
  it('is one sentence where nothing is wrong', async () => {
    renderDialog({ checkTransfer: () => done({}) })
    const result = within(await screen.findByRole('status'))
    expect(result.getByText('All 117 files are the same as in the archive: size and checksum match.')).toBeDefined()
    expect(result.getByText('In /results/task-1')).toBeDefined()
    expect(screen.queryByRole('grid')).toBeNull()
    expect(screen.queryByRole('button', { name: /^Fetch/ })).toBeNull()
  })

  it('names what differs, with both sizes, by kind', async () => {
    const all = [finding('missing', 'U'), finding('size', 'p'), finding('extra', 'mine.txt')]
    const { user, transport } = renderDialog({
      checkTransfer: () => done({ missing: 1, size: 1, extra: 1 }),
      listFindings: ({ kinds }) => {
        const findings = all.filter(({ kind }) => kinds.includes(kind))
        return { total: findings.length, findings }
      },
    })
    expect(await screen.findByText('117 of 119 files are the same as in the archive.')).toBeDefined()
    expect(screen.getByText(/1 file in the folder is not of this archive/)).toBeDefined()
    const row = (await screen.findByText('artifacts/p')).closest('[role=row]')
    expect(row?.textContent).toMatch(/^Other sizeartifacts\/p18\.00 KB · .*4 B · /)
    expect(screen.getByText('artifacts/U').closest('[role=row]')?.textContent).toMatch(/not there$/)
    await user.click(screen.getByRole('radio', { name: 'Missing 1' }))
    await waitFor(() => expect(screen.queryByText('artifacts/p')).toBeNull())
    expect(transport.inputsOf('listFindings').at(-1)).toMatchObject({ kinds: ['missing'] })
    expect(button('Fetch 1 file…')).toBeDefined()
    await user.click(screen.getByRole('radio', { name: 'Extra 1' }))
    expect(screen.queryByRole('button', { name: /^Fetch/ })).toBeNull()
  })

  it('is fetched after a question that says what is lost and what it costs', async () => {
    const { user, transport, onClose, onFetching } = renderDialog({
      checkTransfer: () =>
        done({ missing: 2, content: 1, extra: 4 }, { fetchBytes: { ...none, missing: 2_000_000_000 } }),
      listFindings: () => ({ total: 1, findings: [finding('content', 'p')] }),
      fetchFindings: () => started(),
    })
    await user.click(await screen.findByRole('button', { name: 'Fetch 3 files…' }))
    expect(await screen.findByText('3 files are fetched: 2.00 GB · about 0.24 US$.')).toBeDefined()
    expect(screen.getByText(/^1 of them takes the place of what is there now in \/results\/task-1/)).toBeDefined()
    expect(screen.getByText('Files that are not of this archive stay.')).toBeDefined()
    expect(transport.inputsOf('fetchFindings')).toEqual([])
    await user.click(button('Fetch and replace'))
    await waitFor(() => expect(onFetching).toHaveBeenCalledOnce())
    expect(onClose).toHaveBeenCalledOnce()
    expect(transport.inputsOf('fetchFindings')).toEqual([{ id: checkId(1), kinds: ['missing', 'content', 'extra'] }])
  })

  it('promises nothing of a folder that is in the way of a file', async () => {
    const { user } = renderDialog({
      checkTransfer: () => done({ occupied: 1 }),
      listFindings: () => ({ total: 1, findings: [finding('occupied', 'p')] }),
    })
    await user.click(await screen.findByRole('button', { name: 'Fetch 1 file…' }))
    expect(screen.getByText('A folder that has the name of a file stays, and that file is left out.')).toBeDefined()
  })

  it('can be thought better of', async () => {
    const { user, transport } = renderDialog({
      checkTransfer: () => done({ missing: 2 }),
      listFindings: () => ({ total: 1, findings: [finding('missing', 'p')] }),
    })
    await user.click(await screen.findByRole('button', { name: 'Fetch 2 files…' }))
    expect(screen.getByText('Nothing that is there now in /results/task-1 is replaced.')).toBeDefined()
    await user.click(button('Back'))
    expect(await screen.findByText('117 of 119 files are the same as in the archive.')).toBeDefined()
    expect(transport.inputsOf('fetchFindings')).toEqual([])
  })

  it('of a zip tells its damaged entries, and why', async () => {
    const message = 'This entry is damaged: its bytes are not those that its CRC-32 was made of.'
    const zip = { kind: 'zip', path: '/results/output.zip', fetchBytes: { ...none, damaged: 30_000_000_000 } } as const
    const { user } = renderDialog(
      {
        checkTransfer: () => done({ damaged: 1200 }, zip),
        listFindings: () => ({
          total: 1000,
          findings: [{ ...finding('damaged', 'U'), localPath: null, archived: null, local: null, message }],
        }),
      },
      'zip',
    )
    expect(await screen.findByText('117 of 1,317 entries of the zip are sound.')).toBeDefined()
    expect(await screen.findByText(message)).toBeDefined()
    expect(screen.getByText('Only the first 1,000 are listed.')).toBeDefined()
    await user.click(button('Fetch the zip again…'))
    expect(screen.getByText(/^The whole zip is fetched: 30.00 GB/)).toBeDefined()
    expect(screen.getByText('It takes the place of /results/output.zip.')).toBeDefined()
  })
})

describe('a comparison that fails', () => {
  it('says why, and is begun again', async () => {
    let isThere = false
    const failure = { code: 'service-unreachable', message: 'No connection.', remedy: 'retry', details: null } as const
    const { user } = renderDialog({
      checkTransfer: () => (isThere ? done({}) : check({ state: 'failed', failure })),
    })
    expect(await screen.findByText('No connection.')).toBeDefined()
    isThere = true
    await user.click(button('Verify again'))
    expect(await screen.findByText(/^All 117 files/)).toBeDefined()
  })

  it('says also why it could not even begin', async () => {
    renderDialog({
      checkTransfer() {
        throw new FakeFailure({ code: 'transfer-not-possible', message: 'This transfer has not ended yet.' })
      },
    })
    expect(await screen.findByText('This transfer has not ended yet.')).toBeDefined()
  })
})
