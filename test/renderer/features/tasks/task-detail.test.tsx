import { act, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import type { Task, TaskDetail } from '../../../../app/contract/tasks.ts'
import { TaskDetailPanel } from '../../../../renderer/features/tasks/task-detail.tsx'
import type { DownloadWish } from '../../../../renderer/features/tasks/task-header.tsx'
import { TaskViewProvider } from '../../../../renderer/features/tasks/task-view-context.tsx'
import { FakeFailure, FakeTransport, type FakeAnswers } from '../../../fakes/fake-transport.ts'
import { answersFor, fakeDetail, fakeStep, fakeTask, runningTask, submittedAtMs } from '../../../fakes/fake-tasks.ts'
import { renderWindow } from '../../render-window.tsx'

function open(task: Task, change: Partial<TaskDetail> = {}, answers: FakeAnswers = {}) {
  const wishes: DownloadWish[] = []
  let current = task
  const transport = new FakeTransport({
    ...answersFor(() => [current]),
    getTask: () => fakeDetail(current, change),
    ...answers,
  })
  const rendered = renderWindow(
    <TaskViewProvider>
      <TaskDetailPanel
        id={task.id}
        isAlone={false}
        pricePerGigabyteUsd={0.12}
        files={({ id }) => <p>Files of {id}</p>}
        logs={({ id }) => <p>Logs of {id}</p>}
        onDownload={wish => wishes.push(wish)}
      />
    </TaskViewProvider>,
    transport,
  )
  const become = (next: Task) => {
    current = next
    transport.emit('tasksChanged', { revision: 2, ids: [next.id] })
  }
  return { ...rendered, wishes, become }
}

const factOf = (term: string) => screen.getByText(term).parentElement?.querySelector('dd')?.textContent

describe('TaskDetailPanel', () => {
  it('explains the status and says what to do next', async () => {
    open(fakeTask('t1'))
    expect(await screen.findByText('The simulation ended without an error.')).toBeTruthy()
    expect(screen.getByText(/Open the outputs, or download the files you need/)).toBeTruthy()
  })

  it('shows the error detail of a failed task at once, and leads to its files', async () => {
    const failed = fakeTask('t1', { status: 'failed', statusAlias: 'Failed', group: 'failed' })
    const { user } = open(failed, { errorDetail: 'Floating point exception (core dumped)' })
    expect(await screen.findByText('Floating point exception (core dumped)')).toBeTruthy()
    expect(screen.getByRole('heading', { name: 'Error detail' })).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Look at the files' }))
    expect(await screen.findByText('Files of t1')).toBeTruthy()
  })

  it.each([
    ['of a failed task with outputs', { group: 'failed', status: 'failed', outputFiles: 3 }, true],
    ['not of a failed task without outputs', { group: 'failed', status: 'failed', outputFiles: null }, false],
    ['not of a task that ended well', { outputFiles: 3 }, false],
  ] as const)('shows what was printed last, %s', async (_, change, isShown) => {
    open(fakeTask('t1', change))
    await screen.findByRole('heading', { name: 'Timeline' })
    expect(screen.queryByText('Logs of t1') !== null).toBe(isShown)
  })

  it('shows a detail of a successful task as a note, not as an error', async () => {
    open(fakeTask('t1'), { errorDetail: 'Container was cached.' })
    expect(await screen.findByRole('heading', { name: 'Note from the service' })).toBeTruthy()
    expect(screen.queryByRole('heading', { name: 'Error detail' })).toBeNull()
  })

  it('tells every phase and command with its duration, also phases that were repeated', async () => {
    const at = (seconds: number) => submittedAtMs + seconds * 1000
    const command = {
      name: 'exec_command',
      alias: 'Run command',
      state: 'failed',
      startedAtMs: at(41),
      endedAtMs: at(100.5),
      command: 'mpirun -np 16 simpleFoam',
      exitCode: 137,
      attributes: {},
    } as const
    open(fakeTask('t1'), {
      history: [
        fakeStep({ status: 'submitted', alias: 'In Queue', startedAtMs: at(0), endedAtMs: at(10) }),
        fakeStep({
          status: 'spot-instance-preempted',
          alias: 'Spot Reclaimed',
          startedAtMs: at(10),
          endedAtMs: at(20),
        }),
        fakeStep({ status: 'submitted', alias: 'In Queue', startedAtMs: at(20), endedAtMs: at(40) }),
        fakeStep({
          status: 'computation-started',
          alias: 'In Progress',
          startedAtMs: at(40),
          endedAtMs: at(101),
          operations: [command],
        }),
      ],
    })
    const table = await screen.findByRole('table', { name: 'Timeline of the task' })
    expect(within(table).getAllByRole('rowheader', { name: /^In Queue/ })).toHaveLength(2)
    const second = within(table).getByRole('rowheader', { name: /In Queue · attempt 2/ })
    expect(second.parentElement?.textContent).toContain('20 s')
    const failed = within(table).getByRole('rowheader', { name: /simpleFoam failed, exit code 137/ })
    expect(failed.parentElement?.textContent).toContain('59.5 s')
    expect(table.querySelector('caption')?.textContent).toContain('0:01:41 in all')
  })

  it('splits the cost, says what is not charged, and what fetching everything would cost', async () => {
    open(fakeTask('t1', { computationCostUsd: 1.25, outputZippedBytes: 26_720_000_000 }), {
      orchestrationFee: { amountUsd: 0.02, isCharged: false },
    })
    await screen.findByRole('heading', { name: 'Costs' })
    expect(factOf('Orchestration fee')).toBe('0.02 US$ (not charged)')
    expect(factOf('Downloading all')).toBe('about 3.21 US$')
    expect(screen.getAllByText('1.25 US$')).toHaveLength(2)
  })

  it('shows measurements that this version does not know under the service’s own name', async () => {
    open(fakeTask('t1'), { metrics: { queue_time_seconds: 0.001, new_thing_bytes: 2000 } })
    await screen.findByRole('heading', { name: 'Metrics' })
    expect(factOf('In queue')).toBe('0.001 s')
    expect(factOf('new_thing_bytes')).toBe('2.00 KB')
  })

  it('names a status in its own words where the service gives the bare code', async () => {
    open(fakeTask('t1', { status: 'pending-input', statusAlias: 'pending-input', group: 'active' }))
    expect(await screen.findByText('Waiting for input')).toBeTruthy()
  })

  it('says when what it shows is old, and asks again', async () => {
    const staleReason = { code: 'service-unreachable', message: 'No answer.', remedy: 'retry', details: null } as const
    const { user, transport } = open(fakeTask('t1'), { staleReason })
    expect((await screen.findByRole('alert')).textContent).toContain('Last known state, from')
    await user.click(screen.getByRole('button', { name: 'Try again' }))
    await waitFor(() => expect(transport.inputsOf('getTask')).toHaveLength(2))
  })

  it('follows the task when it changes, and asks for it only when it differs', async () => {
    const running = runningTask('t1', Date.now())
    const { become, transport } = open(running)
    expect(await screen.findByText('The simulation is running.')).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Kill…' })).toBeTruthy()
    become({ ...running })
    await waitFor(() => expect(transport.inputsOf('listTasks')).toHaveLength(1))
    become(fakeTask('t1'))
    expect(await screen.findByText('The simulation ended without an error.')).toBeTruthy()
    expect(screen.queryByRole('button', { name: 'Kill…' })).toBeNull()
    expect(transport.inputsOf('getTask')).toHaveLength(2)
  })

  it('asks once for a task, also when the mirror tells of it before the answer is drawn', async () => {
    const running = runningTask('t1', Date.now())
    const answered = Promise.withResolvers<undefined>()
    const { become, transport } = open(
      running,
      {},
      {
        getTask: () => answered.promise.then(() => fakeDetail(running)),
        listTasks: () => answered.promise.then(() => ({ total: 1, rows: [running], revision: 2 })),
      },
    )
    become(running)
    answered.resolve(undefined)
    expect(await screen.findByText('The simulation is running.')).toBeTruthy()
    expect(transport.inputsOf('listTasks')).toHaveLength(1)
    expect(transport.inputsOf('getTask')).toHaveLength(1)
  })

  it('asks again for a running task now and then, and not for one that ended', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    try {
      const { become, transport } = open(runningTask('t1', Date.now()))
      await screen.findByText('The simulation is running.')
      act(() => void vi.advanceTimersByTime(15_000))
      await waitFor(() => expect(transport.inputsOf('getTask')).toHaveLength(2))
      become(fakeTask('t1'))
      await screen.findByText('The simulation ended without an error.')
      act(() => void vi.advanceTimersByTime(60_000))
      expect(transport.inputsOf('getTask')).toHaveLength(3)
    } finally {
      vi.useRealTimers()
    }
  })

  it('hands on what is to be downloaded', async () => {
    const { user, wishes } = open(fakeTask('t1', { outputZippedBytes: 5_100_000_000 }))
    await user.click(await screen.findByRole('button', { name: 'Download' }))
    const takes = '5.10 GB · about 0.61 US$'
    expect(await screen.findByRole('menuitem', { name: `Output files… ${takes}` })).toBeTruthy()
    expect(screen.getByRole('menuitem', { name: 'Input files… size and price in the next step' })).toBeTruthy()
    await user.click(screen.getByRole('menuitem', { name: `Outputs as one zip… ${takes}` }))
    expect(wishes).toMatchObject([{ archive: 'output', kind: 'archive', task: { id: 't1' } }])
  })

  it('lists the metadata, sorted by key', async () => {
    const { user } = open(fakeTask('t1', { metadata: { wind: '12', angle: '4' } }))
    await user.click(await screen.findByRole('tab', { name: 'Metadata' }))
    const keys = (await screen.findAllByRole('rowheader')).map(cell => cell.textContent)
    expect(keys).toEqual(['angle', 'wind'])
  })

  it('says why a task cannot be shown', async () => {
    const transport = new FakeTransport({
      getTask: () => {
        throw new FakeFailure({ code: 'not-found', message: 'There is no such task.' })
      },
    })
    renderWindow(
      <TaskViewProvider>
        <TaskDetailPanel
          id={fakeTask('gone').id}
          isAlone={false}
          pricePerGigabyteUsd={null}
          files={() => null}
          logs={() => null}
          onDownload={() => undefined}
        />
      </TaskViewProvider>,
      transport,
    )
    expect(await screen.findByText('There is no such task.')).toBeTruthy()
  })
})
