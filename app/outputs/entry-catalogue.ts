import type { EntrySort, Selection } from '../contract/outputs.ts'
import { usualRoot } from '../domain/archive/usual-root.ts'
import type { SharedIndex } from '../domain/archive/shared-index.ts'
import { addBytes, EntryReader } from './entry-columns.ts'
import { sortPlaces } from './entry-order.ts'
import { fileRow } from './entry-rows.ts'
import { EntryTree } from './entry-tree.ts'
import { GlobHits } from './glob-hits.ts'
import type { IndexCalls, IndexSummary } from './index-protocol.ts'
import { orderFolder, rowsOf, sortableFiles, type FolderOrder } from './list-folder.ts'
import { resolveSelection, sumEntries, type SelectionSums } from './resolve-selection.ts'
import { searchEntries } from './search-entries.ts'

/** Orders worth keeping: a person scrolls through one list and looks back at few. */
const keptOrders = 8

/** Everything that can be asked about a parsed index. Lives in the index's thread: its answers may take a while. */
export class EntryCatalogue {
  readonly #reader: EntryReader
  readonly #tree: EntryTree
  readonly #globHits: GlobHits
  readonly #orders = new Map<string, FolderOrder | Uint32Array>()

  constructor(index: SharedIndex) {
    this.#reader = new EntryReader(index)
    this.#tree = new EntryTree(this.#reader, index)
    this.#globHits = new GlobHits(this.#reader, this.#tree, this.#rootFolder())
  }

  summary(): IndexSummary {
    const root = this.#tree.folder(0)
    const { problem } = this.#reader.columns
    return {
      rootFolder: this.#rootFolder(),
      fileCount: root.fileCount,
      folderCount: this.#tree.folderCount - 1,
      unpackedBytes: root.sizeBytes,
      compressedBytes: root.compressedBytes,
      fetchBytes: root.fetchBytes,
      refusedEntries: this.#tree.files.reduce((sum, index) => sum + Number(problem[index] !== 0), 0),
    }
  }

  list({ folder, sort, offset, limit }: IndexCalls['list']['input']): IndexCalls['list']['output'] {
    const found = this.#tree.findFolder(folder)
    if (found < 0) return { total: 0, rows: [] }
    const order = this.#kept(['list', folder, sort], () => orderFolder(this.#reader, this.#tree, found, sort))
    return rowsOf(this.#reader, this.#tree, order, { offset, limit })
  }

  search({ text, sort, offset, limit }: IndexCalls['search']['input']): IndexCalls['search']['output'] {
    const hits = this.#kept(['search', text, sort], () => this.#sortedHits(text, sort))
    const { columns } = this.#reader
    return {
      total: hits.length,
      totalBytes: hits.reduce((sum, index) => addBytes(sum, columns.sizeBytes[index]), 0),
      totalFetchBytes: hits.reduce((sum, index) => addBytes(sum, this.#reader.fetchBytes(index)), 0),
      rows: Array.from(hits.subarray(offset, offset + limit), index => fileRow(this.#reader, index)),
    }
  }

  sum(selection: Selection): SelectionSums {
    return sumEntries(this.#reader, this.select(selection))
  }

  select(selection: Selection): Uint32Array {
    return resolveSelection(this.#reader, this.#tree, selection, this.#globHits)
  }

  countGlobHits({ globs, paths }: IndexCalls['countGlobHits']['input']): IndexCalls['countGlobHits']['output'] {
    return this.#globHits.count(globs, paths)
  }

  #rootFolder(): string {
    return this.#tree.findFolder(usualRoot) >= 0 ? usualRoot : ''
  }

  #sortedHits(text: string, sort: EntrySort): Uint32Array {
    const hits = searchEntries(this.#reader, text, this.#rootFolder())
    return sortPlaces(sortableFiles(this.#reader, hits), sort).map(place => hits[place] ?? 0)
  }

  #kept<T extends FolderOrder | Uint32Array>(key: readonly unknown[], make: () => T): T {
    const text = JSON.stringify(key)
    const value = (this.#orders.get(text) as T | undefined) ?? make() // the key names the kind
    this.#orders.delete(text)
    this.#orders.set(text, value)
    for (const oldest of this.#orders.keys()) if (this.#orders.size > keptOrders) this.#orders.delete(oldest)
    return value
  }
}
