import type { EntryRow, EntrySort, Selection } from '../contract/outputs.ts'
import type { SharedIndex } from '../domain/archive/shared-index.ts'
import type { DirectoryFacts } from './parse-directory.ts'
import type { SelectionSums } from './resolve-selection.ts'

/** What an index amounts to as a whole. */
export type IndexSummary = {
  readonly rootFolder: string
  readonly fileCount: number
  readonly folderCount: number
  readonly unpackedBytes: number
  readonly compressedBytes: number
  readonly fetchBytes: number
  readonly refusedEntries: number
}

type Page = { readonly sort: EntrySort; readonly offset: number; readonly limit: number }

/** What the index's thread can be asked. */
export type IndexCalls = {
  parse: { input: DirectoryFacts; output: { readonly index: SharedIndex; readonly summary: IndexSummary } }
  /** Takes up an index that was parsed before. */
  adopt: { input: SharedIndex; output: null }
  /** Takes up an index that lay on a disk, unless its bytes are not what they were: false. */
  restore: { input: { readonly index: SharedIndex; readonly checksum: number }; output: boolean }
  checksum: { input: SharedIndex; output: number }
  list: {
    input: Page & { readonly folder: string }
    output: { readonly total: number; readonly rows: EntryRow[] }
  }
  search: {
    input: Page & { readonly text: string }
    output: {
      readonly total: number
      readonly totalBytes: number
      readonly totalFetchBytes: number
      readonly rows: EntryRow[]
    }
  }
  countGlobHits: { input: { readonly globs: readonly string[]; readonly paths: readonly string[] }; output: number[] }
  sum: { input: Selection; output: SelectionSums }
  select: { input: Selection; output: Uint32Array }
}
export type IndexCallName = keyof IndexCalls

export type IndexRequest = {
  [N in IndexCallName]: { readonly id: number; readonly name: N; readonly input: IndexCalls[N]['input'] }
}[IndexCallName]

/** A damaged archive is an expected failure; anything else that goes wrong in the thread is a bug, told as text. */
export type IndexReply =
  | { readonly id: number; readonly state: 'done'; readonly output: IndexCalls[IndexCallName]['output'] }
  | { readonly id: number; readonly state: 'damaged'; readonly reason: string }
  | { readonly id: number; readonly state: 'failed'; readonly stack: string }
