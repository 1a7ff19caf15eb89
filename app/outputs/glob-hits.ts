import type { EntryReader } from './entry-columns.ts'
import type { EntryTree } from './entry-tree.ts'
import { globMatcher } from './globs/glob-matcher.ts'

/** Globs remembered: the chips of one person at work, at a byte an entry each. */
const keptGlobs = 16

/**
 * Which files of an archive match which glob. Going through the names of 150,000 entries takes a moment, and the same
 * globs are asked about with every tick.
 */
export class GlobHits {
  readonly #reader: EntryReader
  readonly #tree: EntryTree
  readonly #rootFolder: string
  readonly #marks = new Map<string, Uint8Array>() // by glob, by entry; the one used last comes last
  #together: { readonly globs: string; readonly marks: Uint8Array } | undefined
  #counted: { readonly globs: string; readonly byFolder: Uint32Array } | undefined

  constructor(reader: EntryReader, tree: EntryTree, rootFolder: string) {
    this.#reader = reader
    this.#tree = tree
    this.#rootFolder = rootFolder
  }

  /** Whether a file or link matches one of the globs. */
  matcher(globs: readonly string[]): (index: number) => boolean {
    const [first, ...others] = globs
    if (first === undefined) return () => false
    const marks = others.length === 0 ? this.#marksOf(first) : this.#marksOfAll(globs)
    return index => marks[index] === 1
  }

  /** Matching files and links below each path; folders end in "/". A path that is not there has none. */
  count(globs: readonly string[], paths: readonly string[]): number[] {
    const matches = this.matcher(globs)
    const byFolder = this.#countFolders(globs, matches)
    return paths.map(path => {
      const isFolder = path === '' || path.endsWith('/')
      if (isFolder) return byFolder[this.#tree.findFolder(path)] ?? 0
      const index = this.#tree.findFile(path)
      return index >= 0 && matches(index) ? 1 : 0
    })
  }

  /** Children come after their parents: one pass from the end carries every count up to the root. */
  #countFolders(globs: readonly string[], matches: (index: number) => boolean): Uint32Array {
    const key = JSON.stringify(globs)
    if (this.#counted?.globs === key) return this.#counted.byFolder
    const { parent, folderOf } = this.#tree.columns
    const byFolder = new Uint32Array(parent.length)
    for (const index of this.#tree.files) if (matches(index)) add(byFolder, folderOf[index] ?? 0, 1)
    for (let id = parent.length - 1; id > 0; id--) add(byFolder, parent[id] ?? 0, byFolder[id] ?? 0)
    this.#counted = { globs: key, byFolder }
    return byFolder
  }

  /** Of the list of globs asked about last: with every tick it is the same one. */
  #marksOfAll(globs: readonly string[]): Uint8Array {
    const key = JSON.stringify(globs)
    if (this.#together?.globs === key) return this.#together.marks
    const marks = new Uint8Array(this.#reader.columns.count)
    for (const glob of globs) this.#marksOf(glob).forEach((hit, index) => (marks[index] ||= hit))
    this.#together = { globs: key, marks }
    return marks
  }

  #marksOf(glob: string): Uint8Array {
    const marks = this.#marks.get(glob) ?? this.#mark(glob)
    this.#marks.delete(glob)
    this.#marks.set(glob, marks)
    for (const oldest of this.#marks.keys()) if (this.#marks.size > keptGlobs) this.#marks.delete(oldest)
    return marks
  }

  #mark(glob: string): Uint8Array {
    const matches = globMatcher(glob, this.#rootFolder)
    const marks = new Uint8Array(this.#reader.columns.count)
    for (const index of this.#tree.files) marks[index] = Number(matches(this.#reader, index))
    return marks
  }
}

function add(counts: Uint32Array, place: number, count: number): void {
  counts[place] = (counts[place] ?? 0) + count
}
