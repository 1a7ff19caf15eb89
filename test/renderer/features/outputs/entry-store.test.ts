import { describe, expect, it } from 'vitest'
import type { AppClient } from '../../../../app/contract/contract.ts'
import { archiveIdSchema, type EntryRow } from '../../../../app/contract/outputs.ts'
import { rowAt } from '../../../../renderer/features/outputs/entry-layout.ts'
import {
  createEntryStore,
  cursorIndex,
  entryAt,
  type EntryStore,
} from '../../../../renderer/features/outputs/entry-store.ts'

type Api = Pick<AppClient, 'listEntries' | 'searchEntries' | 'sumSelection'>

const archive = { id: archiveIdSchema.parse('archive-1'), rootFolder: '', fileCount: 9 }
const entry = (path: string): EntryRow => ({
  path,
  name: path.split('/').findLast(part => part !== '') ?? '',
  kind: path.endsWith('/') ? 'folder' : 'file',
  entryIndex: 0,
  sizeBytes: 10,
  compressedBytes: 5,
  fetchBytes: 6,
  fileCount: 1,
  modifiedAtMs: null,
  problem: null,
})
const many = (folder: string, count: number) => Array.from({ length: count }, (_, index) => entry(`${folder}f${index}`))

/** An archive of plain lists, which notes what it was asked. */
function archiveOf(folders: Readonly<Record<string, readonly EntryRow[]>>) {
  const asked: string[] = []
  const window = (rows: readonly EntryRow[], { offset, limit }: { offset: number; limit: number }) => ({
    total: rows.length,
    rows: rows.slice(offset, offset + limit),
  })
  const api: Api = {
    listEntries(input) {
      asked.push(`${input.folder}@${input.offset}`)
      const rows = folders[input.folder] ?? []
      return Promise.resolve(window(input.sort.descending ? rows.toReversed() : rows, input))
    },
    sumSelection: () =>
      Promise.resolve({ fileCount: 3, unpackedBytes: 30, compressedBytes: 15, fetchBytes: 18, refusedEntries: 0 }),
    searchEntries(input) {
      asked.push(`search ${input.text}@${input.offset}`)
      const rows = Object.values(folders)
        .flat()
        .filter(row => row.path.includes(input.text))
      return Promise.resolve({
        ...window(rows, input),
        totalBytes: rows.length * 10,
        totalFetchBytes: rows.length * 6,
      })
    },
  }
  return { api, asked }
}

const settled = (store: EntryStore) =>
  new Promise<void>(resolve => {
    const check = () => {
      if (store.getState().isLoading) return
      stop()
      resolve()
    }
    const stop = store.subscribe(check)
    queueMicrotask(check)
  })
const namesOf = (store: EntryStore) => {
  const state = store.getState()
  return Array.from({ length: state.layout.rows }, (_, flat) => {
    const row = rowAt(state.layout, flat)
    return row && `${' '.repeat(row.depth)}${entryAt(state, row)?.name ?? '…'}`
  })
}

describe('the entries on screen', () => {
  it('reads the first folder at once, and an opened one when it is opened', async () => {
    const { api, asked } = archiveOf({ '': [entry('a/'), entry('z')], 'a/': [entry('a/x')] })
    const store = createEntryStore(api, archive)
    await settled(store)
    expect(asked).toEqual(['@0'])
    store.openFolder('a/')
    await settled(store)
    expect(namesOf(store)).toEqual(['a', ' x', 'z'])
    store.closeFolder('a/')
    store.openFolder('a/')
    expect(asked).toEqual(['@0', 'a/@0'])
  })

  it('asks only for the windows that are looked at, and only once', async () => {
    const { api, asked } = archiveOf({ '': many('', 150_000) })
    const store = createEntryStore(api, archive)
    await settled(store)
    store.ensureRows(100_000, 100_050)
    store.ensureRows(100_000, 100_050)
    await settled(store)
    expect(asked).toEqual(['@0', '@100000'])
    expect(entryAt(store.getState(), { listing: '', index: 100_049 })?.name).toBe('f100049')
  })

  it('keeps a bounded number of rows, however far one scrolls', async () => {
    const { api } = archiveOf({ '': many('', 60_000) })
    const store = createEntryStore(api, archive)
    await settled(store)
    for (let first = 0; first < 60_000; first += 200) {
      store.ensureRows(first, first + 40)
      await settled(store)
      store.ensureRows(first, first + 40)
    }
    expect(store.getState().pages.size).toBeLessThanOrEqual(41)
    expect(entryAt(store.getState(), { listing: '', index: 59_900 })?.name).toBe('f59900')
    expect(entryAt(store.getState(), { listing: '', index: 400 })).toBeUndefined()
  })

  it('finds open folders again under another order', async () => {
    const { api } = archiveOf({ '': [entry('a/'), entry('b/')], 'a/': [entry('a/x')] })
    const store = createEntryStore(api, archive)
    await settled(store)
    store.openFolder('a/')
    await settled(store)
    store.sortBy({ by: 'size', descending: true })
    await settled(store)
    expect(namesOf(store)).toEqual(['b', 'a', ' x'])
  })

  it('drops the answer to a search that was replaced by another', async () => {
    const answers: (() => void)[] = []
    const { api } = archiveOf({ '': [entry('alpha'), entry('beta')] })
    const slow: Api = {
      ...api,
      searchEntries: input => new Promise(resolve => answers.push(() => resolve(api.searchEntries(input)))),
    }
    const store = createEntryStore(slow, archive)
    await settled(store)
    store.show({ kind: 'search', text: 'alpha' })
    store.show({ kind: 'search', text: 'beta' })
    answers[1]?.()
    answers[0]?.()
    await settled(store)
    expect(namesOf(store)).toEqual(['beta'])
    expect(store.getState().hits).toEqual({ total: 1, totalBytes: 10, totalFetchBytes: 6 })
  })

  it('puts the cursor on the folder that was closed around it', async () => {
    const { api } = archiveOf({ '': [entry('0'), entry('a/')], 'a/': [entry('a/x')] })
    const store = createEntryStore(api, archive)
    await settled(store)
    store.openFolder('a/')
    await settled(store)
    store.moveCursor({ listing: 'a/', index: 0 })
    expect(cursorIndex(store.getState())).toBe(2)
    store.closeFolder('a/')
    expect(cursorIndex(store.getState())).toBe(1)
  })

  it('keeps what it has when a window cannot be read, and reads it when asked again', async () => {
    const { api } = archiveOf({ '': many('', 1000) })
    let isBroken = true
    const store = createEntryStore(
      {
        ...api,
        listEntries: input =>
          isBroken && input.offset > 0 ? Promise.reject(new Error('connection lost')) : api.listEntries(input),
      },
      archive,
    )
    await settled(store)
    store.ensureRows(600, 640)
    await settled(store)
    expect(store.getState().problem).toEqual(new Error('connection lost'))
    expect(entryAt(store.getState(), { listing: '', index: 3 })?.name).toBe('f3')
    isBroken = false
    store.retry()
    await settled(store)
    store.ensureRows(600, 640)
    await settled(store)
    expect(entryAt(store.getState(), { listing: '', index: 600 })?.name).toBe('f600')
  })
})
