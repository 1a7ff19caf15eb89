import { problemOf, type Problem } from './problem.ts'

export type Page<Row> = { readonly total: number; readonly rows: readonly Row[] }
export type LoadPage<Row> = (offset: number, limit: number) => Promise<Page<Row>>

export type PagedRowsState<Row> = {
  /** Null until the first answer. */
  readonly total: number | null
  /** What is known, by position. Positions never asked for are absent. */
  readonly rows: ReadonlyMap<number, Row>
  /** Why the last page asked for could not be had; null once one arrives. */
  readonly problem: Problem | null
}

/**
 * A long list known in windows: asks for the pages on screen, keeps what it has while it asks again, and keeps a row's
 * identity while its content is the same, so that only changed rows are drawn anew.
 */
export type PagedRows<Row> = {
  readonly getState: () => PagedRowsState<Row>
  readonly subscribe: (listener: () => void) => () => void
  /** Tells which rows are on screen: `first` inclusive, `last` exclusive. Asks for what is missing. */
  readonly show: (first: number, last: number) => void
  /** Asks again for what is on screen; what was known stays until the answer. */
  readonly reload: () => void
  /** Another list in the same place: the old rows stay until the first answer of the new one. */
  readonly replace: (loadPage: LoadPage<Row>) => void
}

type Options<Row> = {
  readonly loadPage: LoadPage<Row>
  readonly pageSize?: number
  /** Whether two rows draw the same. By default their JSON is compared. */
  readonly isSame?: (one: Row, other: Row) => boolean
  /** The sentence for a bug in between. */
  readonly unexpected: string
}

/** Rows kept on each side of what is on screen: a list of any length costs the same memory. */
const rowsKeptAround = 2000

const sameJson = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)

export function createPagedRows<Row>(options: Options<Row>): PagedRows<Row> {
  const { pageSize = 100, isSame = sameJson, unexpected } = options
  const listeners = new Set<() => void>()
  const inFlight = new Set<number>()
  let loadPage = options.loadPage
  let state: PagedRowsState<Row> = { total: null, rows: new Map(), problem: null }
  let fresh = new Set<number>() // pages answered since the last reload
  let list = 0 // counts lists shown here: an answer for an earlier one is dropped
  let round = 0 // counts reloads: an answer of an earlier one is shown, but asked for again
  let isReplacing = false
  let shown = { first: 0, last: pageSize }

  const change = (next: PagedRowsState<Row>) => {
    state = next
    for (const listener of listeners) listener()
  }

  const request = (page: number): void => {
    if (inFlight.has(page) || fresh.has(page)) return
    inFlight.add(page)
    const asked = { list, round, page }
    loadPage(page * pageSize, pageSize).then(
      answer => settle(asked, () => accept(page, answer, asked.round)),
      (thrown: unknown) => settle(asked, () => refuse(page, thrown)),
    )
  }

  const settle = (asked: { list: number; page: number }, apply: () => void): void => {
    if (asked.list !== list) return
    inFlight.delete(asked.page)
    apply()
  }

  const accept = (page: number, answer: Page<Row>, askedRound: number): void => {
    const known = isReplacing ? new Map<number, Row>() : state.rows
    const rows = dropFarRows(mergePage(known, answer, page * pageSize, isSame))
    isReplacing = false
    if (askedRound === round) fresh.add(page)
    change({ total: answer.total, rows, problem: null })
    requestShown()
  }

  const dropFarRows = (rows: ReadonlyMap<number, Row>): ReadonlyMap<number, Row> => {
    if (rows.size <= 3 * rowsKeptAround) return rows
    const [from, to] = [shown.first - rowsKeptAround, shown.last + rowsKeptAround]
    for (const page of fresh) if (page * pageSize < from || (page + 1) * pageSize > to) fresh.delete(page)
    return new Map([...rows].filter(([position]) => position >= from && position < to))
  }

  const refuse = (page: number, thrown: unknown): void => {
    fresh.add(page) // asked again by `reload`, not in a loop
    change({ ...state, problem: problemOf(thrown, unexpected) })
  }

  const requestShown = (): void => {
    const end = Math.max(1, state.total === null || isReplacing ? shown.last : Math.min(shown.last, state.total))
    const firstPage = isReplacing ? 0 : Math.floor(shown.first / pageSize)
    const lastPage = Math.max(0, Math.ceil(end / pageSize) - 1)
    for (let page = Math.min(firstPage, lastPage); page <= lastPage; page += 1) request(page)
  }

  return {
    getState: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    show(first, last) {
      shown = { first, last }
      requestShown()
    },
    reload() {
      round += 1
      fresh = new Set()
      requestShown()
    },
    replace(next) {
      loadPage = next
      list += 1
      fresh = new Set()
      inFlight.clear()
      isReplacing = true
      shown = { first: 0, last: shown.last - shown.first }
      requestShown()
    },
  }
}

/** The rows known after a page arrived: unchanged ones as they were, none beyond the new end. */
function mergePage<Row>(
  known: ReadonlyMap<number, Row>,
  page: Page<Row>,
  offset: number,
  isSame: (one: Row, other: Row) => boolean,
): ReadonlyMap<number, Row> {
  const rows = new Map(known)
  page.rows.forEach((row, position) => {
    const before = known.get(offset + position)
    if (before === undefined || !isSame(before, row)) rows.set(offset + position, row)
  })
  for (const position of known.keys()) if (position >= page.total) rows.delete(position)
  return rows
}
