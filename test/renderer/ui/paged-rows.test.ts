import { describe, expect, it } from 'vitest'
import { createPagedRows, type LoadPage, type Page } from '../../../renderer/ui/paged-rows.ts'

type Row = { readonly id: number; readonly text: string }
type Request = {
  readonly offset: number
  readonly limit: number
  readonly answer: (page: Page<Row>) => void
  readonly refuse: () => void
}

/** A loader whose answers a test gives when it likes. */
function manualLoader() {
  const requests: Request[] = []
  const load: LoadPage<Row> = (offset, limit) =>
    new Promise((resolve, reject) => {
      requests.push({ offset, limit, answer: resolve, refuse: () => reject(new Error('no')) })
    })
  return { requests, load }
}

const rowsFrom = (offset: number, count: number, text = 'a'): Row[] =>
  Array.from({ length: count }, (_, index) => ({ id: offset + index, text }))
const settled = () => new Promise<void>(resolve => setImmediate(resolve))

describe('createPagedRows', () => {
  it('asks only for the pages on screen, each once', async () => {
    const { requests, load } = manualLoader()
    const rows = createPagedRows({ loadPage: load, pageSize: 10, unexpected: '' })
    rows.show(0, 8)
    rows.show(0, 9)
    expect(requests.map(request => request.offset)).toEqual([0])
    requests[0]!.answer({ total: 95, rows: rowsFrom(0, 10) })
    await settled()
    rows.show(42, 55)
    expect(requests.slice(1).map(request => [request.offset, request.limit])).toEqual([
      [40, 10],
      [50, 10],
    ])
    expect(rows.getState().total).toBe(95)
  })

  it('keeps the identity of unchanged rows and replaces changed ones when it asks again', async () => {
    const { requests, load } = manualLoader()
    const rows = createPagedRows({ loadPage: load, pageSize: 10, unexpected: '' })
    rows.show(0, 3)
    requests[0]!.answer({ total: 3, rows: rowsFrom(0, 3) })
    await settled()
    const [first, second] = [rows.getState().rows.get(0), rows.getState().rows.get(1)]
    rows.reload()
    expect(rows.getState().rows.size).toBe(3)
    requests[1]!.answer({
      total: 3,
      rows: [
        { id: 0, text: 'a' },
        { id: 1, text: 'changed' },
        { id: 2, text: 'a' },
      ],
    })
    await settled()
    expect(rows.getState().rows.get(0)).toBe(first)
    expect(rows.getState().rows.get(1)).not.toBe(second)
  })

  it('asks once more when a change arrived while it was asking', async () => {
    const { requests, load } = manualLoader()
    const rows = createPagedRows({ loadPage: load, pageSize: 10, unexpected: '' })
    rows.show(0, 3)
    rows.reload()
    rows.reload()
    expect(requests).toHaveLength(1)
    requests[0]!.answer({ total: 3, rows: rowsFrom(0, 3) })
    await settled()
    expect(requests).toHaveLength(2)
    requests[1]!.answer({ total: 3, rows: rowsFrom(0, 3) })
    await settled()
    expect(requests).toHaveLength(2)
  })

  it('shows the old list until the new one answers, and drops late answers of the old one', async () => {
    const old = manualLoader()
    const rows = createPagedRows({ loadPage: old.load, pageSize: 10, unexpected: '' })
    rows.show(0, 3)
    old.requests[0]!.answer({ total: 30, rows: rowsFrom(0, 10) })
    await settled()
    rows.show(12, 15)
    const next = manualLoader()
    rows.replace(next.load)
    expect(rows.getState().total).toBe(30)
    old.requests[1]!.answer({ total: 30, rows: rowsFrom(10, 10, 'late') })
    next.requests[0]!.answer({ total: 1, rows: [{ id: 7, text: 'new' }] })
    await settled()
    expect([...rows.getState().rows.values()]).toEqual([{ id: 7, text: 'new' }])
    expect(rows.getState().total).toBe(1)
  })

  it('forgets rows beyond a list that became shorter', async () => {
    const { requests, load } = manualLoader()
    const rows = createPagedRows({ loadPage: load, pageSize: 10, unexpected: '' })
    rows.show(0, 3)
    requests[0]!.answer({ total: 3, rows: rowsFrom(0, 3) })
    await settled()
    rows.reload()
    requests[1]!.answer({ total: 1, rows: rowsFrom(0, 1) })
    await settled()
    expect([...rows.getState().rows.keys()]).toEqual([0])
  })

  it('tells why a page could not be had, keeps what it knew, and asks again on reload only', async () => {
    const { requests, load } = manualLoader()
    const rows = createPagedRows({ loadPage: load, pageSize: 10, unexpected: 'Unexpected.' })
    rows.show(0, 3)
    requests[0]!.answer({ total: 3, rows: rowsFrom(0, 3) })
    await settled()
    rows.reload()
    requests[1]!.refuse()
    await settled()
    expect(rows.getState()).toMatchObject({ total: 3, problem: { message: 'Unexpected.' } })
    rows.show(0, 2)
    expect(requests).toHaveLength(2)
    rows.reload()
    expect(requests).toHaveLength(3)
  })
})
