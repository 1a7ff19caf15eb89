import { ArchiveDamaged } from './archive-errors.ts'

/** Names by id: where they stand in some bytes. Read anew at every look-up, so it may grow. */
export type NameSpans = { readonly starts: Uint32Array; readonly lengths: Uint32Array }

/**
 * Names are spread by their hashes, so that a few steps find one. Names made to collide would turn that into millions;
 * an archive that has them is refused instead.
 */
const stepsAllowed = { perName: 100, atLeast: 1_000_000 }

/**
 * Finds ids by name. Open addressing, eight bytes a slot and no strings. At least half of the slots stay free, so every
 * search ends.
 */
export class NameTable {
  readonly #bytes: DataView
  readonly #spans: () => NameSpans
  #slots: Int32Array
  #hashes: Int32Array // of what the slots hold: tells most names apart without looking at them
  #mask: number
  #held = 0
  #steps = 0

  constructor(bytes: Uint8Array, spans: () => NameSpans, expected: number) {
    this.#bytes = viewOf(bytes)
    this.#spans = spans
    const size = 2 ** Math.ceil(Math.log2(Math.max(2, expected * 2)))
    this.#mask = size - 1
    this.#slots = new Int32Array(size).fill(-1)
    this.#hashes = new Int32Array(size)
  }

  /** Takes an id in. Answers the earlier one of the same name, whose place it takes, or -1. */
  add(id: number): number {
    const { starts, lengths } = this.#spans()
    const start = starts[id] ?? 0
    const end = start + (lengths[id] ?? 0)
    const hash = hashName(this.#bytes, start, end)
    const slot = this.#slotOf(hash, this.#bytes, start, end)
    this.#countSteps((slot - hash) & this.#mask)
    const earlier = this.#slots[slot] ?? -1
    this.#slots[slot] = id
    this.#hashes[slot] = hash
    if (earlier < 0 && ++this.#held * 2 > this.#mask) this.#grow()
    return earlier
  }

  /** The last id of the name that stands between two places of the table's own bytes, or -1. */
  findAt(start: number, end: number): number {
    return this.#slots[this.#slotOf(hashName(this.#bytes, start, end), this.#bytes, start, end)] ?? -1
  }

  /** The last id of that name, or -1. */
  find(name: string): number {
    const bytes = viewOf(Buffer.from(name))
    return this.#slots[this.#slotOf(hashName(bytes, 0, bytes.byteLength), bytes, 0, bytes.byteLength)] ?? -1
  }

  /** Where a name stands, or the free place where it would. */
  #slotOf(hash: number, bytes: DataView, start: number, end: number): number {
    const { starts, lengths } = this.#spans()
    let slot = hash & this.#mask
    for (let held = this.#slots[slot] ?? -1; held >= 0; held = this.#slots[slot] ?? -1) {
      if (this.#hashes[slot] === hash && lengths[held] === end - start) {
        if (isSame(this.#bytes, starts[held] ?? 0, bytes, start, end - start)) return slot
      }
      slot = (slot + 1) & this.#mask
    }
    return slot
  }

  #countSteps(steps: number): void {
    this.#steps += steps
    if (this.#steps <= Math.max(stepsAllowed.atLeast, this.#held * stepsAllowed.perName)) return
    throw new ArchiveDamaged('the names of the archive are made to be hard to tell apart')
  }

  #grow(): void {
    const [slots, hashes] = [this.#slots, this.#hashes]
    this.#mask = slots.length * 2 - 1
    this.#slots = new Int32Array(slots.length * 2).fill(-1)
    this.#hashes = new Int32Array(slots.length * 2)
    for (let from = 0; from < slots.length; from++) {
      const id = slots[from] ?? -1
      if (id < 0) continue
      let to = (hashes[from] ?? 0) & this.#mask
      while ((this.#slots[to] ?? -1) >= 0) to = (to + 1) & this.#mask
      this.#slots[to] = id
      this.#hashes[to] = hashes[from] ?? 0
    }
  }
}

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength)
}

/** Four bytes a step: a multiplication spreads them upwards, a shift back down. */
function hashName(bytes: DataView, start: number, end: number): number {
  let value = end - start
  let at = start
  for (; at + 4 <= end; at += 4) {
    value = Math.imul(value ^ bytes.getInt32(at, true), 0x5bd1e995)
    value ^= value >>> 15
  }
  for (; at < end; at++) value = Math.imul(value ^ bytes.getUint8(at), 0x01000193)
  value = Math.imul(value ^ (value >>> 16), 0x45d9f3b)
  return value ^ (value >>> 15)
}

function isSame(a: DataView, startA: number, b: DataView, startB: number, length: number): boolean {
  let at = 0
  for (; at + 4 <= length; at += 4) if (a.getInt32(startA + at, true) !== b.getInt32(startB + at, true)) return false
  for (; at < length; at++) if (a.getUint8(startA + at) !== b.getUint8(startB + at)) return false
  return true
}
