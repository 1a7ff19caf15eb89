import { act, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import type { Ledger, LedgerTask } from '../../../../app/contract/ledger.ts'
import { taskIdSchema } from '../../../../app/contract/tasks.ts'
import { LedgerDialog } from '../../../../renderer/features/ledger/ledger-dialog.tsx'
import { FakeFailure, FakeTransport, type FakeAnswers } from '../../../fakes/fake-transport.ts'
import { renderWindow } from '../../render-window.tsx'

const november = { month: '2026-11', fetchedBytes: 1.2e9, fetchedUsd: 0.144, avoidedBytes: 26e9, avoidedUsd: 3.12 }
const july = { month: '2026-07', fetchedBytes: 3e9, fetchedUsd: 0.36, avoidedBytes: 0, avoidedUsd: 0 }
const ever = { fetchedBytes: 4.2e9, fetchedUsd: 0.504, avoidedBytes: 26e9, avoidedUsd: 3.12 }
const ledger: Ledger = { thisMonth: november, ever, months: [november, july] }
const nothing = { fetchedBytes: 0, fetchedUsd: 0, avoidedBytes: 0, avoidedUsd: 0 }
const emptyLedger: Ledger = { thisMonth: { month: '2026-11', ...nothing }, ever: nothing, months: [] }
const { month: _, ...sums } = november
const cavity: LedgerTask = { ...sums, taskId: taskIdSchema.parse('t1'), simulator: 'openfoam', project: 'cavity' }
const gone: LedgerTask = { ...sums, taskId: taskIdSchema.parse('t2'), simulator: null, project: null }

function open(answers: FakeAnswers = {}, hostName: string | null = null) {
  const transport = new FakeTransport({
    getLedger: () => ledger,
    listLedgerTasks: () => ({ total: 2, rows: [cavity, gone] }),
    ...answers,
  })
  const onChangePrice = vi.fn()
  const onOpenTask = vi.fn()
  const dialog = (
    <LedgerDialog
      isOpen
      onClose={() => undefined}
      pricePerGigabyteUsd={0.12}
      hostName={hostName}
      onChangePrice={onChangePrice}
      onOpenTask={onOpenTask}
    />
  )
  return { ...renderWindow(dialog, transport), onChangePrice, onOpenTask }
}

describe('LedgerDialog', () => {
  it('sums up this month and all times, in bytes and in money', async () => {
    open()
    const month = await screen.findByRole('region', { name: /This month · November 2026/ })
    for (const text of ['1.20 GB', 'about 0.14 US$', '26.00 GB', 'about 3.12 US$'])
      expect(within(month).getByText(text)).toBeTruthy()
    const always = screen.getByRole('region', { name: 'Since the beginning' })
    for (const text of ['4.20 GB', 'about 0.50 US$']) expect(within(always).getByText(text)).toBeTruthy()
  })

  it('has a line for each month', async () => {
    open()
    const table = await screen.findByRole('table', { name: 'What was fetched, by month' })
    const lines = within(table).getAllByRole('row').slice(1)
    expect(lines.map(line => line.textContent)).toEqual([
      'November 20261.20 GBabout 0.14 US$26.00 GBabout 3.12 US$',
      'July 20263.00 GBabout 0.36 US$0 B0 US$',
    ])
  })

  it('lists the tasks, of all months or of one, also those that are gone, and opens one', async () => {
    const { user, transport, onOpenTask } = open()
    await user.click(await screen.findByRole('tab', { name: 'By task' }))
    const rows = await screen.findByRole('grid', { name: 'What was fetched, by task' })
    await within(rows).findByText('t2')
    await user.dblClick(within(rows).getByText(/openfoam · cavity/))
    expect(onOpenTask).toHaveBeenCalledWith('t1')
    await user.selectOptions(screen.getByLabelText('Months'), 'July 2026')
    await waitFor(() => expect(transport.inputsOf('listLedgerTasks').at(-1)).toMatchObject({ month: '2026-07' }))
  })

  it('says what counts', async () => {
    const { user } = open()
    await user.click(await screen.findByText('What counts?'))
    expect(
      screen.getByText(/An archive counts from the first download of it that is done, and counts once/),
    ).toBeTruthy()
  })

  it('leads to the price', async () => {
    const { user, onChangePrice } = open()
    expect(await screen.findByText(/Now at about 0.12 US\$ per GB/)).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Change the price…' }))
    expect(onChangePrice).toHaveBeenCalled()
  })

  it.each([
    [null, 'Saved in the download folder: /downloads/ledger.csv'],
    ['head-node', 'Saved in the download folder on head-node: /downloads/ledger.csv'],
  ])('saves a file and says where it is (host: %s)', async (hostName, sentence) => {
    const { user } = open({ exportLedger: () => ({ path: '/downloads/ledger.csv' }) }, hostName)
    await user.click(await screen.findByRole('button', { name: 'Export as CSV' }))
    expect(await screen.findByText(sentence)).toBeTruthy()
  })

  it('says why the file could not be saved', async () => {
    const message = 'The file could not be saved: nothing can be created in the download folder.'
    const { user } = open({
      exportLedger: () => {
        throw new FakeFailure({ code: 'destination-not-writable', message })
      },
    })
    await user.click(await screen.findByRole('button', { name: 'Export as CSV' }))
    expect(await screen.findByText(message)).toBeTruthy()
  })

  it('follows what is fetched meanwhile', async () => {
    const { transport } = open()
    await screen.findByText('4.20 GB')
    transport.answer({ getLedger: () => ({ ...ledger, ever: { ...ever, fetchedBytes: 5e9 } }) })
    act(() => transport.emit('ledgerChanged', { revision: 2 }))
    expect(await screen.findByText('5.00 GB')).toBeTruthy()
  })

  it('has nothing to add up at first, and nothing to export', async () => {
    open({ getLedger: () => emptyLedger })
    expect(await screen.findByText(/^Nothing was fetched yet/)).toBeTruthy()
    expect(screen.queryByRole('button', { name: 'Export as CSV' })).toBeNull()
    expect(screen.getByText('What counts?')).toBeTruthy()
  })

  it('says why it cannot be read, and reads it again', async () => {
    const { user, transport } = open({
      getLedger: () => {
        throw new FakeFailure({ code: 'internal', message: 'Something went wrong.', remedy: 'retry' })
      },
    })
    await screen.findByText('Something went wrong.')
    transport.answer({ getLedger: () => ledger })
    await user.click(screen.getByRole('button', { name: 'Try again' }))
    expect(await screen.findByText('4.20 GB')).toBeTruthy()
  })
})
