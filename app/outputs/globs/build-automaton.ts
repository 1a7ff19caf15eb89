import type { Expression } from './parse-expression.ts'

/** Places of an automaton: whether what is left of a text from some position on matches from here. */
export type Place =
  | { readonly kind: 'accept' }
  | { readonly kind: 'unit'; readonly set: number; readonly next: number }
  | { readonly kind: 'start' | 'end'; readonly next: number }
  | { readonly kind: 'either'; first: number; readonly second: number } // `first` is known last where it leads back
  | { readonly kind: 'ahead'; readonly body: number; readonly isNegative: boolean; readonly next: number }

export type Automaton = {
  readonly places: readonly Place[]
  readonly entry: number
  /** The places of what is looked ahead for, the innermost first, and at last those of the expression itself. */
  readonly layers: readonly (readonly number[])[]
  /** What a place of the kind `unit` asks of a unit, as the source of an expression. */
  readonly sets: readonly string[]
}

/** More than the longest glob comes to; expressions that repeat repetitions could come to any number. */
const mostPlaces = 50_000

/** Null for an expression of too many places. */
export function buildAutomaton(expression: Expression): Automaton | null {
  try {
    return new Builder().build(isAnchored(expression) ? expression : anywhere(expression))
  } catch (error) {
    if (error instanceof TooManyPlaces) return null
    throw error
  }
}

/** As what picomatch writes is, but for globs with brackets that do not belong together. */
function isAnchored(expression: Expression): boolean {
  const parts = expression.kind === 'sequence' ? expression.parts : []
  return parts.at(0)?.kind === 'start' && parts.at(-1)?.kind === 'end'
}

function anywhere(expression: Expression): Expression {
  const anything = { kind: 'repeat', body: { kind: 'unit', source: '[^]' }, atLeast: 0, atMost: Infinity } as const
  return { kind: 'sequence', parts: [anything, expression, anything] }
}

class TooManyPlaces extends Error {}

class Builder {
  readonly #places: Place[] = []
  readonly #layers: number[][] = []
  readonly #sets = new Map<string, number>()
  #layer: number[] = []

  build(expression: Expression): Automaton {
    const entry = this.#place(expression, this.#add({ kind: 'end', next: this.#add({ kind: 'accept' }) }))
    return { places: this.#places, entry, layers: [...this.#layers, this.#layer], sets: [...this.#sets.keys()] }
  }

  #add(place: Place): number {
    if (this.#places.length >= mostPlaces) throw new TooManyPlaces(`more than ${mostPlaces} places`)
    this.#layer.push(this.#places.length)
    return this.#places.push(place) - 1
  }

  /** @param next Where it goes on after what matches the expression. */
  #place(expression: Expression, next: number): number {
    switch (expression.kind) {
      case 'unit':
        return this.#add({ kind: 'unit', set: this.#setOf(expression.source), next })
      case 'start':
      case 'end':
        return this.#add({ kind: expression.kind, next })
      case 'sequence':
        return expression.parts.reduceRight((after, part) => this.#place(part, after), next)
      case 'choice':
        return expression.options
          .map(option => this.#place(option, next))
          .reduceRight((second, first) => this.#add({ kind: 'either', first, second }))
      case 'repeat':
        return this.#repeat(expression.body, expression.atLeast, expression.atMost, next)
      case 'ahead': {
        const body = this.#ahead(expression.body)
        return this.#add({ kind: 'ahead', body, isNegative: expression.isNegative, next })
      }
    }
  }

  #repeat(body: Expression, atLeast: number, atMost: number, next: number): number {
    let entry = next
    if (atMost === Infinity) {
      const loop = { kind: 'either' as const, first: next, second: next }
      entry = this.#add(loop)
      loop.first = this.#place(body, entry)
    } else {
      for (let more = atMost; more > atLeast; more--) {
        entry = this.#add({ kind: 'either', first: this.#place(body, entry), second: next })
      }
    }
    for (let times = 0; times < atLeast; times++) entry = this.#place(body, entry)
    return entry
  }

  #ahead(body: Expression): number {
    const outer = this.#layer
    this.#layer = []
    const entry = this.#place(body, this.#add({ kind: 'accept' }))
    this.#layers.push(this.#layer)
    this.#layer = outer
    return entry
  }

  #setOf(source: string): number {
    const known = this.#sets.get(source) ?? this.#sets.size
    this.#sets.set(source, known)
    return known
  }
}
