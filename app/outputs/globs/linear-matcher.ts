import type { Automaton, Place } from './build-automaton.ts'
import { UnitClasses } from './unit-classes.ts'

const unknown = -1
const failed = -2 // nothing that may come before makes it match any more

const usualCells = 2_000_000

/**
 * Whether a text matches, in a time proportional to its length, whatever the expression.
 *
 * Texts are read from their end: whether the rest matches from a place then depends on what is known of the position
 * after it alone, looking ahead included, as what is ahead has been read. What is known at a position is a state; where
 * units lead from states is remembered, so that ordinary texts cost one look-up a unit.
 */
export class LinearMatcher {
  readonly #automaton: Automaton
  readonly #units: UnitClasses
  readonly #own: readonly number[] // places of the expression itself that come after a unit
  readonly #mostCells: number
  #states: Uint8Array[] = []
  #stateOf = new Map<string, number>()
  #next = new Int32Array(0) // by state and class of the unit before: the state there
  #first = new Int8Array(0) // likewise: whether all matches if that unit is the first
  #stride = 16

  /**
   * @param flags      With which units are compared: those of the expression.
   * @param mostCells  Memory for its states: where they need more, they are forgotten and made anew as they come up.
   */
  constructor(automaton: Automaton, flags: string, mostCells = usualCells) {
    this.#mostCells = mostCells
    this.#automaton = automaton
    this.#units = new UnitClasses(automaton.sets, flags)
    const own = automaton.layers.at(-1) ?? []
    this.#own = own.flatMap(id => nextOfUnit(automaton.places[id]))
    this.#forget()
  }

  matches(text: string): boolean {
    if (text === '') return this.#evaluate(undefined, 0, true)[this.#automaton.entry] === 1
    let state = 0
    for (let at = text.length - 1; at > 0 && state !== failed; at--) {
      state = this.#before(state, this.#units.classOf(text.charCodeAt(at)))
    }
    return state !== failed && this.#begin(state, this.#units.classOf(text.charCodeAt(0)))
  }

  /** As `matches`, of a text of one byte a unit: from `start`, inclusive, to `end`, exclusive. */
  matchesBytes(bytes: Uint8Array, start: number, end: number): boolean {
    if (start >= end) return this.matches('')
    const low = this.#units.low
    let next = this.#next
    let stride = this.#stride
    let state = 0
    for (let at = end - 1; at > start; at--) {
      const unit = low[bytes[at] ?? 0] ?? unknown
      const known = unit === unknown || unit >= stride ? unknown : (next[state * stride + unit] ?? unknown)
      if (known === failed) return false
      if (known !== unknown) {
        state = known
        continue
      }
      state = this.#step(state, this.#units.classOf(bytes[at] ?? 0))
      if (state === failed) return false
      next = this.#next
      stride = this.#stride
    }
    return this.#begin(state, this.#units.classOf(bytes[start] ?? 0))
  }

  #before(state: number, unit: number): number {
    const known = unit < this.#stride ? this.#next[state * this.#stride + unit] : unknown
    return known === undefined || known === unknown ? this.#step(state, unit) : known
  }

  #step(state: number, unit: number): number {
    const after = this.#states[state]
    this.#widen(unit)
    const values = this.#evaluate(after, unit, false)
    const isHopeless = !this.#own.some(place => values[place] === 1)
    const next = isHopeless ? failed : this.#stateFor(values)
    const isForgotten = this.#states[state] !== after
    if (!isForgotten) this.#next[state * this.#stride + unit] = next
    return next
  }

  #begin(state: number, unit: number): boolean {
    const known = unit < this.#stride ? this.#first[state * this.#stride + unit] : unknown
    if (known !== undefined && known !== unknown) return known === 1
    const result = this.#evaluate(this.#states[state], unit, true)[this.#automaton.entry] ?? 0
    if (unit < this.#stride) this.#first[state * this.#stride + unit] = result
    return result === 1
  }

  /** @param after What is known at the position after the unit; none at the end of the text, where there is no unit. */
  #evaluate(after: Uint8Array | undefined, unit: number, isStart: boolean): Uint8Array {
    const { places, layers } = this.#automaton
    const values = new Uint8Array(places.length)
    const isTrue = (place: Place): boolean => {
      switch (place.kind) {
        case 'accept':
          return true
        case 'unit':
          return after?.[place.next] === 1 && this.#units.isIn(unit, place.set)
        case 'start':
          return isStart && values[place.next] === 1
        case 'end':
          return after === undefined && values[place.next] === 1
        case 'either':
          return values[place.first] === 1 || values[place.second] === 1
        case 'ahead':
          return (values[place.body] === 1) !== place.isNegative && values[place.next] === 1
      }
    }
    // Places come after those they lead to, but for those that lead back: they are looked at until nothing changes.
    for (const layer of layers) {
      for (let hasChanged = true; hasChanged;) {
        hasChanged = false
        for (const id of layer) {
          const place = places[id]
          if (values[id] === 1 || place === undefined || !isTrue(place)) continue
          values[id] = 1
          hasChanged = true
        }
      }
    }
    return values
  }

  #stateFor(values: Uint8Array): number {
    const key = Buffer.from(values.buffer).toString('latin1')
    const known = this.#stateOf.get(key)
    if (known !== undefined) return known
    const mostStates = Math.max(2, this.#mostCells / (values.length + this.#stride))
    if (this.#states.length >= mostStates) this.#forget()
    const state = this.#states.push(values) - 1
    this.#stateOf.set(key, state)
    this.#makeRoom()
    return state
  }

  #forget(): void {
    this.#states = []
    this.#stateOf = new Map()
    this.#next = new Int32Array(0)
    this.#first = new Int8Array(0)
    this.#stateFor(this.#evaluate(undefined, 0, false))
  }

  #makeRoom(): void {
    const needed = this.#states.length * this.#stride
    if (needed <= this.#next.length) return
    const [next, first] = [this.#next, this.#first]
    this.#next = new Int32Array(needed * 2).fill(unknown)
    this.#first = new Int8Array(needed * 2).fill(unknown)
    this.#next.set(next)
    this.#first.set(first)
  }

  #widen(unit: number): void {
    if (unit < this.#stride) return
    while (unit >= this.#stride) this.#stride *= 2
    this.#forget()
  }
}

function nextOfUnit(place: Place | undefined): readonly number[] {
  return place?.kind === 'unit' ? [place.next] : []
}
