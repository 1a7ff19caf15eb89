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
  #slots: Int32Array // pairs: one more than the id, 0 where the slot is free, and the hash, which tells most names apart
  #mask: number
  #skippedBytes = 0
  #held = 0
  #steps = 0

  constructor(bytes: Uint8Array, spans: () => NameSpans, expected: number) {
    this.#bytes = viewOf(bytes)
    this.#spans = spans
    this.#mask = slotsFor(expected) - 1
    this.#slots = new Int32Array(slotsFor(expected) * 2)
  }

  /** Forgets all names, to take in others. @param skippedBytes What they all begin with, which is not looked at. */
  reset(expected: number, skippedBytes: number): void {
    const slots = slotsFor(expected)
    if (slots * 2 > this.#slots.length) this.#slots = new Int32Array(slots * 2)
    else this.#slots.fill(0, 0, slots * 2)
    this.#mask = slots - 1
    this.#skippedBytes = skippedBytes
    this.#held = 0
    this.#steps = 0
  }

  /** Takes an id in. Answers the earlier one of the same name, whose place it takes, or -1. */
  add(id: number): number {
    const { starts, lengths } = this.#spans()
    const start = (starts[id] ?? 0) + this.#skippedBytes
    const end = start + (lengths[id] ?? 0) - this.#skippedBytes
    const hash = hashName(this.#bytes, start, end)
    const slot = this.#slotOf(hash, this.#bytes, start, end)
    this.#countSteps((slot - hash) & this.#mask)
    const earlier = this.#idIn(slot)
    this.#slots[2 * slot] = id + 1
    this.#slots[2 * slot + 1] = hash
    if (earlier < 0 && ++this.#held * 2 > this.#mask + 1) this.#grow()
    return earlier
  }

  /** The last id of the name that stands between two places of the table's own bytes, or -1. */
  findAt(start: number, end: number): number {
    return this.#idIn(this.#slotOf(hashName(this.#bytes, start, end), this.#bytes, start, end))
  }

  /** The last id of that name, or -1. */
  find(name: string): number {
    const bytes = viewOf(Buffer.from(name))
    return this.#idIn(this.#slotOf(hashName(bytes, 0, bytes.byteLength), bytes, 0, bytes.byteLength))
  }

  #idIn(slot: number): number {
    return (this.#slots[2 * slot] ?? 0) - 1
  }

  /** Where a name stands, or the free place where it would. */
  #slotOf(hash: number, bytes: DataView, start: number, end: number): number {
    let slot = hash & this.#mask
    for (let held = this.#idIn(slot); held >= 0; held = this.#idIn(slot)) {
      if (this.#slots[2 * slot + 1] === hash && this.#isNamed(held, bytes, start, end)) return slot
      slot = (slot + 1) & this.#mask
    }
    return slot
  }

  #isNamed(id: number, bytes: DataView, start: number, end: number): boolean {
    const { starts, lengths } = this.#spans()
    const [length, from] = [(lengths[id] ?? 0) - this.#skippedBytes, (starts[id] ?? 0) + this.#skippedBytes]
    return length === end - start && isSame(this.#bytes, from, bytes, start, length)
  }

  #countSteps(steps: number): void {
    this.#steps += steps
    if (this.#steps <= Math.max(stepsAllowed.atLeast, this.#held * stepsAllowed.perName)) return
    throw new ArchiveDamaged('the names of the archive are made to be hard to tell apart')
  }

  #grow(): void {
    const before = this.#slots.subarray(0, 2 * (this.#mask + 1))
    this.#slots = new Int32Array(before.length * 2)
    this.#mask = before.length - 1
    for (let from = 0; from < before.length; from += 2) {
      if (before[from] === 0) continue
      const hash = before[from + 1] ?? 0
      let to = hash & this.#mask
      while (this.#idIn(to) >= 0) to = (to + 1) & this.#mask
      this.#slots[2 * to] = before[from] ?? 0
      this.#slots[2 * to + 1] = hash
    }
  }
}

function slotsFor(names: number): number {
  return 2 ** Math.ceil(Math.log2(Math.max(2, names * 2)))
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
