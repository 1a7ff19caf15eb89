import { ArchiveDamaged } from './archive-errors.ts'
import { NameTable } from './name-table.ts'

/** A hostile archive could name more folders than memory holds; no honest one comes near. */
const maxFolders = 1_000_000
const slash = 0x2f

/** Collects the folders that names begin with. Their paths stay where they stand: in the names. */
export class FolderList {
  count = 1 // the root
  starts = new Uint32Array(1024)
  lengths = new Uint32Array(1024)
  parents = new Int32Array(1024).fill(-1)
  readonly #bytes: Uint8Array
  readonly #table: NameTable
  #last = { start: 0, length: 0, folder: 0 }

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
    this.#table = new NameTable(bytes, () => this, 512)
  }

  /** The folder whose path stands between two places, with all folders above it. An empty path is the root. */
  open(start: number, end: number): number {
    if (end === start) return 0
    const known = this.#table.findAt(start, end)
    return known >= 0 ? known : this.#create(start, end, this.open(start, start + this.#parentLength(start, end)))
  }

  /** The folder a name lies in, or, where the name ends in "/", stands for. Neighbours mostly share one. */
  openFor(start: number, end: number): number {
    let slashEnd = end
    while (slashEnd > start && this.#bytes[slashEnd - 1] !== slash) slashEnd--
    if (this.#isLast(start, slashEnd - start)) return this.#last.folder
    const folder = this.open(start, slashEnd)
    this.#last = { start, length: slashEnd - start, folder }
    return folder
  }

  #isLast(start: number, length: number): boolean {
    if (this.#last.length !== length) return false
    for (let at = length - 1, last = this.#last.start; at >= 0; at--) {
      if (this.#bytes[last + at] !== this.#bytes[start + at]) return false // most differ near their end
    }
    return true
  }

  /** Of a path that ends in "/". The lone slash of an absolute path lies in the root. */
  #parentLength(start: number, end: number): number {
    let at = end - 2
    while (at >= start && this.#bytes[at] !== slash) at--
    return at < start ? 0 : at + 1 - start
  }

  #create(start: number, end: number, parent: number): number {
    const id = this.count++
    if (id >= maxFolders) throw new ArchiveDamaged(`the archive names more than ${maxFolders} folders`)
    if (id >= this.starts.length) this.#grow()
    this.starts[id] = start
    this.lengths[id] = end - start
    this.parents[id] = parent
    this.#table.add(id)
    return id
  }

  #grow(): void {
    const [starts, lengths, parents] = [this.starts, this.lengths, this.parents]
    this.starts = new Uint32Array(starts.length * 2)
    this.lengths = new Uint32Array(starts.length * 2)
    this.parents = new Int32Array(starts.length * 2)
    this.starts.set(starts)
    this.lengths.set(lengths)
    this.parents.set(parents)
  }
}
