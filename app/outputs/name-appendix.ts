import { ArchiveDamaged } from './archive-errors.ts'
import type { SharedBytes } from '../domain/archive/shared-index.ts'

/** No honest archive has so much of names that are not UTF-8. */
const maxBytes = 256 * 1024 * 1024

/** The names whose bytes in the directory are not their UTF-8 form, which are rare: they stand behind the directory. */
export class NameAppendix {
  readonly #directory: SharedBytes
  #bytes = Buffer.alloc(0)
  #length = 0

  constructor(directory: SharedBytes) {
    this.#directory = directory
  }

  /** Answers where the name will stand, counted from the directory's first byte. */
  add(name: string): { readonly start: number; readonly length: number } {
    const length = Buffer.byteLength(name)
    const start = this.#directory.length + this.#length
    if (this.#length + length > maxBytes) throw new ArchiveDamaged('the names of the archive are too long')
    if (this.#length + length > this.#bytes.length) this.#grow(this.#length + length)
    this.#length += this.#bytes.write(name, this.#length)
    return { start, length }
  }

  /** The directory with the names behind it. */
  join(): SharedBytes {
    if (this.#length === 0) return this.#directory
    const joined = new Uint8Array(new SharedArrayBuffer(this.#directory.length + this.#length))
    joined.set(this.#directory)
    joined.set(this.#bytes.subarray(0, this.#length), this.#directory.length)
    return joined
  }

  #grow(needed: number): void {
    const larger = Buffer.alloc(Math.max(1024, needed * 2))
    larger.set(this.#bytes)
    this.#bytes = larger
  }
}
