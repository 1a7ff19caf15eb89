import type { EntryReader } from './entry-columns.ts'

/**
 * Finds entries by name. Open addressing over positions, sixteen bytes an entry and no strings; only names whose bytes are
 * not their UTF-8 form, which are rare, stand in a map of their own.
 */
export class NameTable {
  readonly #reader: EntryReader
  readonly #slots: Int32Array
  readonly #hashes: Uint32Array // of what the slots hold: tells most names apart without looking at them
  readonly #mask: number
  readonly #reencoded = new Map<string, number>()

  constructor(reader: EntryReader) {
    this.#reader = reader
    this.#mask = 2 ** Math.ceil(Math.log2(Math.max(2, reader.columns.count * 2))) - 1
    this.#slots = new Int32Array(this.#mask + 1).fill(-1)
    this.#hashes = new Uint32Array(this.#mask + 1)
  }

  /** Takes an entry in. Answers the earlier one of the same name, whose place it takes, or -1. */
  add(index: number): number {
    const { start, end } = this.#reader.nameSpan(index)
    const hash = hashName(this.#reader.directory, start, end)
    const slot = this.#slotOf(hash, this.#reader.directory, start, end)
    const earlier = this.#slots[slot] ?? -1
    this.#slots[slot] = index
    this.#hashes[slot] = hash
    if (!this.#reader.isNameUtf8(index)) this.#reencoded.set(this.#reader.name(index), index)
    return earlier
  }

  /** The last entry of that name, or -1. */
  find(name: string): number {
    const bytes = Buffer.from(name)
    const found = this.#slots[this.#slotOf(hashName(bytes, 0, bytes.length), bytes, 0, bytes.length)] ?? -1
    return found >= 0 && this.#reader.isNameUtf8(found) ? found : (this.#reencoded.get(name) ?? -1)
  }

  /** Where a name stands, or the free place where it would. Half of the places stay free, so the search ends. */
  #slotOf(hash: number, bytes: Buffer, start: number, end: number): number {
    let slot = hash & this.#mask
    for (let held = this.#slots[slot] ?? -1; held >= 0; held = this.#slots[slot] ?? -1) {
      if (this.#hashes[slot] === hash && this.#isNameOf(held, bytes, start, end)) return slot
      slot = (slot + 1) & this.#mask
    }
    return slot
  }

  #isNameOf(index: number, bytes: Buffer, start: number, end: number): boolean {
    const span = this.#reader.nameSpan(index)
    if (span.end - span.start !== end - start) return false
    return this.#reader.directory.compare(bytes, start, end, span.start, span.end) === 0
  }
}

/** FNV-1a with a final mix, 32 bits. */
function hashName(bytes: Buffer, start: number, end: number): number {
  let value = 0x811c9dc5
  for (let at = start; at < end; at++) value = Math.imul(value ^ (bytes[at] ?? 0), 0x01000193)
  value = Math.imul(value ^ (value >>> 16), 0x45d9f3b)
  return (value ^ (value >>> 15)) >>> 0
}
