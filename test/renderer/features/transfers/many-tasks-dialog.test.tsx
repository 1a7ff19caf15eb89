import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import { archiveIdSchema, type ArchiveKind } from '../../../../app/contract/outputs.ts'
import type { Task } from '../../../../app/contract/tasks.ts'
import { ManyTasksDialog } from '../../../../renderer/features/transfers/many-tasks-dialog.tsx'
import { TransfersProvider } from '../../../../renderer/features/transfers/transfers-context.tsx'
import { fakeTask } from '../../../fakes/fake-tasks.ts'
import { FakeFailure, FakeTransport, type FakeAnswers } from '../../../fakes/fake-transport.ts'
import { renderWindow } from '../../render-window.tsx'
import { summary } from '../outputs/fake-archive.ts'
import { desktop, started } from './transfer-example.ts'

const task = (id: string, change: Partial<Task> = {}) =>
  fakeTask(id, { simulator: 'openfoam', project: 'cavity sweep', ...change })
const three = [task('aaaaaaaa1'), task('bbbbbbbb1'), task('cccccccc1')]
const sum = {
  fileCount: 10,
  unpackedBytes: 2_000_000_000,
  compressedBytes: 900_000_000,
  fetchBytes: 1_000_000_000,
  refusedEntries: 0,
}

const opened = ({ taskId, kind }: { readonly taskId: string; readonly kind: ArchiveKind }) => {
  const id = archiveIdSchema.parse(`${taskId}.${kind}`)
  return { state: 'open', archive: { ...summary, id, kind } } as const
}

function renderDialog(tasks: readonly Task[] = three, answers: FakeAnswers = {}) {
  const transport = new FakeTransport({
    listTransfers: () => ({ transfers: [] }),
    inspectBaseFolder: ({ baseFolder }) => ({
      path: baseFolder ?? '/home/ada/Downloads/inductiva_output',
      freeBytes: 50_000_000_000,
      problem: null,
    }),
    openArchive: opened,
    sumSelection: () => sum,
    startTransfers: () => ({ transfers: [started()] }),
    ...answers,
  })
  const onStarted = vi.fn()
  const onClose = vi.fn()
  const dialog = (
    <TransfersProvider profileId="ada">
      <ManyTasksDialog tasks={tasks} app={desktop} pricePerGigabyteUsd={0.12} onClose={onClose} onStarted={onStarted} />
    </TransfersProvider>
  )
  return { ...renderWindow(dialog, transport), onStarted, onClose }
}

const factOf = (name: string) =>
  screen.getByText(name, { selector: 'dt' }).parentElement?.querySelector('dd')?.textContent
const startButton = () => screen.findByRole<HTMLButtonElement>('button', { name: /^Start/ })
const ready = () => waitFor(async () => expect((await startButton()).disabled).toBe(false))
const rowOf = (id: string) => screen.getByText(id).closest('tr')?.textContent

describe('the dialog for several tasks', () => {
  it('says what each takes and where it goes, and all of them together', async () => {
    renderDialog()
    await ready()
    expect(screen.getByText('Download files of 3 tasks')).toBeDefined()
    expect(factOf('Tasks')).toBe('3')
    expect(factOf('Files')).toBe('30')
    expect(factOf('To fetch')).toBe('3.00 GB')
    expect(factOf('On disk')).toBe('6.00 GB')
    expect(factOf('Free there')).toBe('50.00 GB')
    expect(factOf('Price')).toBe('about 0.36 US$')
    expect(rowOf('bbbbbbbb')).toContain('cavity sweep/openfoam-bbbbbbbb')
    expect(rowOf('bbbbbbbb')).toContain('101.00 GBabout 0.12 US$')
  })

  it('starts all of them by one call', async () => {
    const { user, transport, onStarted } = renderDialog()
    await ready()
    await user.click(await startButton())
    await waitFor(() => expect(onStarted).toHaveBeenCalledOnce())
    expect(transport.inputsOf('startTransfers')).toEqual([
      {
        taskIds: ['aaaaaaaa1', 'bbbbbbbb1', 'cccccccc1'],
        archive: 'output',
        selection: { include: [''], exclude: [] },
        baseFolder: null,
        template: '{project}/{simulator}-{id8}',
        conflicts: 'skip-identical',
      },
    ])
  })

  it('takes only files that match globs, and leaves out the tasks that have none', async () => {
    const { user, transport } = renderDialog(three, {
      sumSelection: ({ archiveId, selection }) =>
        selection.globs && archiveId.startsWith('bbb') ? { ...sum, fileCount: 0 } : sum,
    })
    await ready()
    await user.type(screen.getByRole('textbox', { name: 'Only files that match' }), '**/*.csv{Enter}')
    expect(await screen.findByText(/^Of 1 task there is nothing to take/)).toBeDefined()
    expect(rowOf('bbbbbbbb')).toContain('No file matches. Left out.')
    await user.click(await startButton())
    await waitFor(() => expect(transport.inputsOf('startTransfers')).toHaveLength(1))
    const [asked] = transport.inputsOf('startTransfers')
    expect(asked?.taskIds).toEqual(['aaaaaaaa1', 'cccccccc1'])
    expect(asked?.selection).toEqual({ include: [], exclude: [], globs: ['**/*.csv'] })
    expect(transport.inputsOf('openArchive')).toHaveLength(3)
  })

  it('says of each task why nothing can be taken of it, and tries again what failed', async () => {
    const { user, transport } = renderDialog(three, {
      openArchive({ taskId, kind }) {
        if (taskId === 'aaaaaaaa1') return { state: 'none', reason: 'This task still runs.' }
        if (taskId === 'bbbbbbbb1') throw new FakeFailure({ code: 'archive-damaged', message: 'It is damaged.' })
        return opened({ taskId, kind })
      },
    })
    await ready()
    expect(rowOf('aaaaaaaa')).toContain('This task still runs. Left out.')
    expect(rowOf('bbbbbbbb')).toContain('It is damaged. Left out.')
    expect(screen.getByRole('button', { name: 'Start 1 download' })).toBeDefined()
    transport.answer({ openArchive: opened })
    await user.click(screen.getByRole('button', { name: 'Try again' }))
    expect(await screen.findByRole('button', { name: 'Start 2 downloads' })).toBeDefined()
  })

  it('looks into a few tasks at a time, can be stopped, and goes on', async () => {
    const waiting: (() => void)[] = []
    const tasks = Array.from({ length: 20 }, (_, number) => task(`task${String(number).padStart(2, '0')}-x`))
    const { user, transport } = renderDialog(tasks, {
      sumSelection: () => new Promise(resolve => waiting.push(() => resolve(sum))),
    })
    await waitFor(() => expect(waiting).toHaveLength(3))
    waiting.shift()?.()
    expect(await screen.findByText('Looking into 1 of 20 tasks…')).toBeDefined()
    await user.click(screen.getByRole('button', { name: 'Stop' }))
    expect(screen.getByText('Stopped after 1 of 20 tasks.')).toBeDefined()
    expect((await startButton()).disabled).toBe(true)
    transport.answer({ sumSelection: () => sum })
    await user.click(screen.getByRole('button', { name: 'Go on' }))
    expect(await screen.findByRole('button', { name: 'Start 20 downloads' })).toBeDefined()
    expect(transport.inputsOf('startTransfers')).toEqual([])
  })

  it('names folders as typed, says what is wrong with a template, and tells tasks apart', async () => {
    const { user } = renderDialog()
    await ready()
    const field = screen.getByRole('textbox', { name: 'Folder of each task' })
    await user.clear(field)
    await user.type(field, '../{{projekt}')
    expect(screen.getByText(/“\.\.” cannot be a part of them/)).toBeDefined()
    expect((await startButton()).disabled).toBe(true)
    await user.clear(field)
    await user.type(field, 'all of {{project}')
    expect(rowOf('aaaaaaaa')).toContain('all of cavity sweep-aaaaaaaa')
    await ready()
    await user.click(screen.getByRole('button', { name: 'Use the usual name' }))
    expect(rowOf('aaaaaaaa')).toContain('cavity sweep/openfoam-aaaaaaaa')
  })

  it('takes inputs too, apart from the outputs', async () => {
    const { user, transport } = renderDialog()
    await ready()
    await user.click(screen.getByRole('radio', { name: 'Inputs' }))
    await ready()
    expect(rowOf('aaaaaaaa')).toContain('cavity sweep/openfoam-aaaaaaaa/inputs')
    expect(transport.inputsOf('openArchive').at(-1)?.kind).toBe('input')
  })

  it('does not start what cannot be written, or would not fit', async () => {
    const problem = {
      code: 'destination-not-writable',
      message: 'Write-protected.',
      remedy: 'none',
      details: null,
    } as const
    const { user, transport } = renderDialog(three, {
      chooseFolder: () => ({ path: '/data' }),
      inspectBaseFolder: () => ({ path: '/data', freeBytes: null, problem }),
    })
    expect(await screen.findByText('Write-protected.')).toBeDefined()
    expect((await startButton()).disabled).toBe(true)
    transport.answer({ inspectBaseFolder: () => ({ path: '/data', freeBytes: 5_000_000_000, problem: null }) })
    await user.click(screen.getByRole('button', { name: 'Choose…' }))
    expect(await screen.findByText('Needs 6.00 GB, 5.00 GB free. Choose fewer files or another folder.')).toBeDefined()
    expect((await startButton()).disabled).toBe(true)
  })

  it('stays open and says why when the start is refused', async () => {
    const { user, onStarted } = renderDialog(three, {
      startTransfers() {
        throw new FakeFailure({ code: 'transfer-not-possible', message: 'A task is not known any more.' })
      },
    })
    await ready()
    await user.click(await startButton())
    expect(await screen.findByText('A task is not known any more.')).toBeDefined()
    expect(onStarted).not.toHaveBeenCalled()
  })

  it('says how many tasks can be taken at once', () => {
    const tasks = Array.from({ length: 501 }, (_, number) => task(`task${number}`))
    const { transport } = renderDialog(tasks)
    const dialog = screen.getByRole('dialog')
    expect(within(dialog).getByText(/^Files of 500 tasks at most/)).toBeDefined()
    expect(transport.inputsOf('openArchive')).toEqual([])
  })
})
