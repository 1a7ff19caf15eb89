import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import type { Task } from '../../../../app/contract/tasks.ts'
import { KillDialog } from '../../../../renderer/features/tasks/kill-dialog.tsx'
import { TaskList } from '../../../../renderer/features/tasks/task-list.tsx'
import { TaskViewProvider, useTaskViewState } from '../../../../renderer/features/tasks/task-view-context.tsx'
import { FakeFailure, FakeTransport, type FakeAnswers } from '../../../fakes/fake-transport.ts'
import { answersFor, fakeTask, runningTask } from '../../../fakes/fake-tasks.ts'
import { renderWindow } from '../../render-window.tsx'

function OpenId() {
  return <output aria-label="open task">{useTaskViewState(state => state.openId)}</output>
}

function open(tasks: readonly Task[], answers: FakeAnswers = {}) {
  let current = tasks
  const downloads: (readonly Task[])[] = []
  const transport = new FakeTransport({ ...answersFor(() => current), ...answers })
  const rendered = renderWindow(
    <TaskViewProvider>
      <TaskList
        searchRef={{ current: null }}
        focusRef={{ current: null }}
        onDownload={wanted => downloads.push(wanted)}
      />
      <KillDialog />
      <OpenId />
    </TaskViewProvider>,
    transport,
  )
  const change = (next: readonly Task[]) => {
    current = next
    transport.emit('tasksChanged', { revision: 2, ids: [] })
  }
  return { ...rendered, change, downloads }
}

const many = (count: number) => Array.from({ length: count }, (_, index) => fakeTask(`task${index}`))
const rowOf = (id: string) => within(screen.getByRole('grid')).getByText(id).closest<HTMLElement>('[role="row"]')!

describe('TaskList', () => {
  it('says how many tasks there are and where each row stands, while it draws only a part', async () => {
    open(many(10_000))
    expect(await screen.findByText('10,000 tasks')).toBeTruthy()
    const grid = await screen.findByRole('grid', { name: 'Tasks' })
    expect(grid.getAttribute('aria-rowcount')).toBe('10001')
    expect(rowOf('task3').getAttribute('aria-rowindex')).toBe('5')
    expect(within(grid).getAllByRole('row').length).toBeLessThan(100)
  })

  it('ticks the duration of a running task by its own clock', async () => {
    const { transport } = open([runningTask('run', Date.now() - 61_000)])
    const before = (await screen.findByText(/^0:01:0[1-9]$/)).textContent
    const calls = transport.asked.length
    await waitFor(() => expect(rowOf('run').textContent).not.toContain(before), { timeout: 3000 })
    expect(transport.asked.length).toBe(calls)
  })

  it('shows what changed, and keeps the rows that did not', async () => {
    const { change } = open([runningTask('one', Date.now()), fakeTask('two')])
    const untouched = await screen.findByText('two')
    change([fakeTask('one', { statusAlias: 'Failed', status: 'failed', group: 'failed' }), fakeTask('two')])
    expect(await screen.findByText('Failed')).toBeTruthy()
    expect(screen.getByText('two')).toBe(untouched)
  })

  it('searches after a pause in typing, shows the filter as a chip and takes it off again', async () => {
    const { user, transport } = open([fakeTask('abc'), fakeTask('xyz')])
    await user.type(await screen.findByRole('searchbox', { name: 'Search tasks' }), 'xyz')
    await waitFor(() => expect(screen.queryByText('abc')).toBeNull())
    const texts = new Set(transport.inputsOf('listTasks').map(({ query }) => query.text))
    expect([...texts]).toEqual(['', 'xyz'])
    await user.click(screen.getByRole('button', { name: 'Remove filter: text “xyz”' }))
    expect(await screen.findByText('abc')).toBeTruthy()
    expect(screen.getByRole<HTMLInputElement>('searchbox').value).toBe('')
  })

  it('filters by any mix of groups and statuses, with their counts', async () => {
    const killed = fakeTask('k', { status: 'killed', statusAlias: 'Killed', group: 'failed' })
    const { user, transport } = open([fakeTask('a'), runningTask('b', Date.now()), killed])
    await user.click(await screen.findByRole('button', { name: 'Status' }))
    await user.click(await screen.findByRole('checkbox', { name: 'Active 1' }))
    await user.click(screen.getByRole('checkbox', { name: 'Killed 1' }))
    await waitFor(() => expect(screen.queryByText('a')).toBeNull())
    expect(transport.inputsOf('listTasks').at(-1)?.query).toMatchObject({ groups: ['active'], codes: ['killed'] })
  })

  it('says which filters hide everything and offers to clear them', async () => {
    const { user } = open([fakeTask('abc')])
    await user.type(await screen.findByRole('searchbox'), 'nothing')
    expect(await screen.findByText('No task matches the filters: text “nothing”.')).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Show all tasks' }))
    expect(await screen.findByText('abc')).toBeTruthy()
  })

  it('explains an account without tasks', async () => {
    open([])
    expect(await screen.findByText(/This account has no tasks yet/)).toBeTruthy()
  })

  it('says why the list could not be read and reads it again', async () => {
    const { user, transport } = open([fakeTask('abc')], {
      listTasks: () => {
        throw new FakeFailure({ code: 'internal', message: 'The list could not be read.', remedy: 'retry' })
      },
    })
    expect(await screen.findByText('The list could not be read.')).toBeTruthy()
    transport.answer(answersFor(() => [fakeTask('abc')]))
    await user.click(screen.getByRole('button', { name: 'Try again' }))
    expect(await screen.findByText('abc')).toBeTruthy()
    expect(screen.queryByText('The list could not be read.')).toBeNull()
  })

  it('is walked by arrow keys, Home and End, and opens with Enter', async () => {
    const { user } = open(many(30))
    const grid = await screen.findByRole('grid')
    await screen.findByText('task0')
    grid.focus()
    await user.keyboard('{ArrowDown}{ArrowDown}{Enter}')
    expect(screen.getByLabelText('open task').textContent).toBe('task2')
    expect(grid.getAttribute('aria-activedescendant')).toBe(rowOf('task2').id)
    await user.keyboard('{Home}{Enter}')
    expect(screen.getByLabelText('open task').textContent).toBe('task0')
  })

  it('keeps the cursor on its task when another one appears above it', async () => {
    const { user, change } = open(many(3))
    await screen.findByText('task0')
    screen.getByRole('grid').focus()
    await user.keyboard('{ArrowDown}')
    change([fakeTask('newest'), ...many(3)])
    await screen.findByText('newest')
    await user.keyboard('{Enter}')
    expect(screen.getByLabelText('open task').textContent).toBe('task1')
  })

  it('downloads files of everything the filters let through, drawn or not', async () => {
    const { user, downloads, transport } = open(many(1200))
    await user.click(await screen.findByRole('button', { name: 'Download files of all 1,200 tasks of this list' }))
    await waitFor(() => expect(downloads).toHaveLength(1))
    expect(downloads[0]).toHaveLength(501) // enough to know that these are too many
    expect(new Set(downloads[0]?.map(({ id }) => id)).size).toBe(501)
    expect(transport.inputsOf('listTasks').at(-1)).toMatchObject({ offset: 500, limit: 1 })
  })

  it('selects with Space, extends with Shift, takes all with Ctrl+A, and downloads what is selected', async () => {
    const { user, downloads } = open(many(4))
    await screen.findByText('task0')
    screen.getByRole('grid').focus()
    await user.keyboard(' ')
    expect(await screen.findByText('1 task selected')).toBeTruthy()
    await user.keyboard('{Shift>}{ArrowDown}{ArrowDown}{/Shift}')
    expect(await screen.findByText('3 tasks selected')).toBeTruthy()
    expect(rowOf('task2').getAttribute('aria-selected')).toBe('true')
    await user.keyboard('{Control>}a{/Control}')
    expect(await screen.findByText('4 tasks selected')).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Download files…' }))
    await waitFor(() => expect(downloads).toHaveLength(1))
    expect(downloads[0]!.map(({ id }) => id)).toEqual(['task0', 'task1', 'task2', 'task3'])
  })

  it('says since when the service is out of reach, keeps the list, and asks again on request', async () => {
    const lastSuccessAtMs = new Date(2026, 3, 21, 14, 2).getTime()
    const failure = { code: 'service-unreachable', message: 'No answer.', remedy: 'retry', details: null } as const
    const sync = { nextAttemptAtMs: null, mirroredTasks: 1, totalTasks: 1, revision: 1, lastSuccessAtMs }
    const { user } = open([fakeTask('abc')], {
      getTaskSync: () => ({ ...sync, state: 'failing', failure }),
      refreshTasks: () => ({ ...sync, state: 'fresh', failure: null, lastSuccessAtMs: Date.now() }),
    })
    expect(
      await screen.findByText(/Could not reach the service since 14:02\. Showing what was known then\./),
    ).toBeTruthy()
    expect(await screen.findByText('abc')).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Retry' }))
    expect(await screen.findByText('Updated just now · refreshes by itself')).toBeTruthy()
  })
})

describe('killing from the list', () => {
  const startedAtMs = Date.now() - 3_600_000

  it('names what would be killed, leaves ended tasks alone, and cancels by default', async () => {
    const running = runningTask('run', startedAtMs, { project: 'waves', computationCostUsd: 0.5 })
    const { user, transport } = open([running, fakeTask('done')])
    await screen.findByText('run')
    screen.getByRole('grid').focus()
    await user.keyboard('{Control>}a{/Control}')
    await user.click(await screen.findByRole('button', { name: 'Kill…' }))
    const dialog = await screen.findByRole('dialog', { name: 'Kill this task?' })
    const list = within(dialog).getByRole('list', { name: 'Tasks to kill' })
    expect(list.textContent).toContain('openfoam-foundation')
    expect(list.textContent).toContain('project waves')
    expect(list.textContent).toContain('cost so far 0.50 US$')
    expect(within(dialog).getByText(/1 selected task has already ended/)).toBeTruthy()
    await waitFor(() => expect(document.activeElement?.textContent).toBe('Cancel'))
    await user.keyboard('{Enter}')
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(transport.inputsOf('killTasks')).toEqual([])
  })

  it('follows each kill to its end and says when a task had already finished', async () => {
    const [one, two] = [runningTask('one', startedAtMs), runningTask('two', startedAtMs)]
    const { user, change } = open([one, two], {
      killTasks: () => ({
        results: [
          { taskId: one.id, outcome: 'requested', statusAlias: null, failure: null },
          { taskId: two.id, outcome: 'already-ended', statusAlias: 'Success', failure: null },
        ],
      }),
    })
    await screen.findByText('one')
    screen.getByRole('grid').focus()
    await user.keyboard('{Control>}a{/Control}')
    await user.click(await screen.findByRole('button', { name: 'Kill…' }))
    await user.click(await screen.findByRole('button', { name: 'Kill 2 tasks' }))
    expect(await screen.findByText('Asked to stop; waiting for the end')).toBeTruthy()
    expect(screen.getByText('Had already finished (Success)')).toBeTruthy()
    change([fakeTask('one', { status: 'killed', statusAlias: 'Killed', group: 'failed' }), fakeTask('two')])
    expect(await screen.findByText('Ended: Killed')).toBeTruthy()
    expect(screen.getByText('All 2 kill requests were handled.')).toBeTruthy()
  })
})
