import { act, fireEvent, screen, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { transferGroupIdSchema, type Transfer } from '../../../../app/contract/transfers.ts'
import { renderPanel } from './render-panel.tsx'
import { transfer, transferId } from './transfer-example.ts'

const button = (name: string) => screen.getByRole('button', { name })

describe('a group', () => {
  const group = {
    id: transferGroupIdSchema.parse('10000000-0000-4000-8000-000000000000'),
    folder: '/data/sweep',
    globs: ['*.csv'],
  }
  const member = (digit: number, change: Partial<Transfer> = {}) =>
    transfer({ id: transferId(digit), title: `task ${digit}`, place: digit, group, ...change })
  const members = [member(1), member(2, { state: 'queued', fetchedBytes: 0, fetchBytes: null }), member(3)]
  const name = '3 tasks · *.csv'
  const groupRow = () => screen.findByRole('listitem', { name })
  const toggle = () => screen.getByRole('button', { name })

  it('is one row that says what all of it amounts to, and opens to its transfers', async () => {
    const { user } = renderPanel([
      member(1, { bytesPerSecond: 1_000_000 }),
      member(2, { state: 'failed', place: null, fetchedBytes: 0, bytesPerSecond: null, finishedAtMs: 5 }),
      member(3, { state: 'done', place: null, fetchedBytes: 1_200_000_000, bytesPerSecond: null, finishedAtMs: 7 }),
    ])
    const shown = within(await groupRow())
    expect(screen.getAllByRole('listitem')).toHaveLength(1)
    expect(shown.getByText('1.41 GB of 3.60 GB · 1 of 3 tasks done · 1 needs attention · 1.00 MB/s')).toBeDefined()
    expect(shown.getByText('/data/sweep')).toBeDefined()
    expect(shown.getByRole('progressbar').getAttribute('aria-valuetext')).toBe('40 %')
    expect(toggle().getAttribute('aria-expanded')).toBe('false')
    toggle().focus()
    await user.keyboard('{Enter}')
    expect(toggle().getAttribute('aria-expanded')).toBe('true')
    const list = within(screen.getByRole('list', { name: `Downloads of ${name}` }))
    expect(list.getAllByRole('listitem').map(item => item.getAttribute('aria-label'))).toEqual([
      ...['task 1', 'task 3', 'task 2'],
    ])
    expect(document.activeElement).toBe(toggle())
  })

  it('is told things as a whole, and asks before it throws away', async () => {
    const ids = [1, 2, 3].map(transferId)
    const { user, transport } = renderPanel(members, {
      answers: {
        tellTransfers: ({ command }) => ({
          transfers: members.map(one => ({
            ...one,
            state: command === 'pause' ? 'paused' : 'cancelled',
            revision: command === 'pause' ? 2 : 3,
          })),
        }),
      },
    })
    await groupRow()
    await user.click(button(`Pause ${name}`))
    expect(await screen.findByText('Paused')).toBeDefined()
    expect(document.activeElement).toBe(button(`Resume ${name}`))
    await user.click(button(`Cancel ${name}`))
    const dialog = within(await screen.findByRole('dialog'))
    expect(dialog.getByText(/has fetched 428.00 MB/)).toBeDefined()
    await user.click(dialog.getByRole('button', { name: 'Cancel download' }))
    expect(await screen.findByText('Cancelled')).toBeDefined()
    expect(transport.inputsOf('tellTransfers')).toEqual([
      { ids, command: 'pause' },
      { ids, command: 'cancel' },
    ])
  })

  it('tries those again that failed', async () => {
    const failed = [member(1, { state: 'failed', place: null }), member(2, { state: 'done', place: null })]
    const { user, transport } = renderPanel(failed, { answers: { tellTransfers: () => ({ transfers: [] }) } })
    await screen.findByRole('listitem', { name: '2 tasks · *.csv' })
    await user.click(button('Try 1 again that needs attention: 2 tasks · *.csv'))
    expect(transport.inputsOf('tellTransfers')).toEqual([{ ids: [1, 2].map(transferId), command: 'retry' }])
  })

  it('has one place in the queue, and is passed and moved as a whole', async () => {
    const alone = transfer({ id: transferId(4), title: 'alone', place: 4, state: 'queued', fetchedBytes: 0 })
    const { user, transport } = renderPanel([...members, alone], {
      answers: { moveTransfers: () => ({ transfers: [] }) },
    })
    expect(await within(await groupRow()).findByText(/1 of 2 in the queue/)).toBeDefined()
    button('Pause alone').focus()
    await user.keyboard('{Alt>}{ArrowUp}{/Alt}')
    button(`Pause ${name}`).focus()
    await user.keyboard('{Alt>}{ArrowDown}{/Alt}')
    await user.click(toggle())
    button('Pause task 1').focus()
    await user.keyboard('{Alt>}{ArrowDown}{/Alt}')
    expect(transport.inputsOf('moveTransfers')).toEqual([
      { ids: [transferId(4)], beside: transferId(1), side: 'before' },
      { ids: [1, 2, 3].map(transferId), beside: transferId(4), side: 'behind' },
      { ids: [transferId(1)], beside: transferId(2), side: 'behind' },
    ])
  })

  it('takes a transfer of its own along no further than its end', async () => {
    const alone = transfer({ id: transferId(4), title: 'alone', place: 4 })
    const { user } = renderPanel([...members, alone])
    await groupRow()
    await user.click(toggle())
    const dataTransfer = {}
    fireEvent.dragStart(screen.getByRole('listitem', { name: 'task 1' }), { dataTransfer })
    expect(fireEvent.dragOver(screen.getByRole('listitem', { name: 'alone' }), { dataTransfer })).toBe(true)
    expect(fireEvent.dragOver(screen.getByRole('listitem', { name: 'task 2' }), { dataTransfer })).toBe(false)
  })

  it('opens by itself for a transfer of it that is pointed at', async () => {
    const { store } = renderPanel(members)
    await groupRow()
    act(() => store().acceptStarted([{ ...member(2), wasThere: true }]))
    expect(screen.getByRole('listitem', { name: 'task 2' }).dataset['pointed']).toBe('true')
  })
})
