/** A regular expression without captures: what it takes to match globs. A unit is one UTF-16 unit, as without the flag u. */
export type Expression =
  | { readonly kind: 'unit'; readonly source: string } // what matches one unit: a letter, an escape, a class
  | { readonly kind: 'start' }
  | { readonly kind: 'end' }
  | { readonly kind: 'sequence'; readonly parts: readonly Expression[] }
  | { readonly kind: 'choice'; readonly options: readonly Expression[] }
  | { readonly kind: 'repeat'; readonly body: Expression; readonly atLeast: number; readonly atMost: number }
  | { readonly kind: 'ahead'; readonly body: Expression; readonly isNegative: boolean }

/** Reads what picomatch writes. Null for what is no part of any glob: references back, looking behind, word borders. */
export function parseExpression(source: string): Expression | null {
  try {
    return new Parser(source).parse()
  } catch (error) {
    if (error instanceof Unreadable) return null
    throw error
  }
}

class Unreadable extends Error {}

const token = /\\u[0-9a-f]{4}|\\x[0-9a-f]{2}|\\[^1-9bBckpPux]|\[\^?(?:\\[^]|[^\]\\])*\]|\((?:\?[:=!])?|[^\\()[]/giy
const quantifier = /(?:[*+?]|\{(\d+)(,?)(\d*)\})\??/y

class Parser {
  readonly #source: string
  #at = 0

  constructor(source: string) {
    this.#source = source
  }

  parse(): Expression {
    const whole = this.#choice()
    if (this.#at < this.#source.length) throw new Unreadable('closed without being opened')
    return whole
  }

  #choice(): Expression {
    const options = [this.#sequence()]
    while (this.#takes('|')) options.push(this.#sequence())
    return options.length === 1 && options[0] !== undefined ? options[0] : { kind: 'choice', options }
  }

  #sequence(): Expression {
    const parts: Expression[] = []
    while (this.#at < this.#source.length && !')|'.includes(this.#source.charAt(this.#at))) {
      parts.push(this.#repeated(this.#atom()))
    }
    return { kind: 'sequence', parts }
  }

  #atom(): Expression {
    const text = this.#next(token)?.[0]
    if (text === undefined || '*+?'.includes(text)) throw new Unreadable('no atom')
    if (text.startsWith('(')) return this.#group(text)
    if (text === '^') return { kind: 'start' }
    if (text === '$') return { kind: 'end' }
    return { kind: 'unit', source: text }
  }

  #group(opening: string): Expression {
    const body = this.#choice()
    if (!this.#takes(')')) throw new Unreadable('opened without being closed')
    return opening === '(?=' || opening === '(?!' ? { kind: 'ahead', body, isNegative: opening === '(?!' } : body
  }

  #repeated(body: Expression): Expression {
    const found = this.#next(quantifier)
    if (found === null) return body
    const [text, least, comma, most] = found
    if (text.startsWith('*')) return { kind: 'repeat', body, atLeast: 0, atMost: Infinity }
    if (text.startsWith('+')) return { kind: 'repeat', body, atLeast: 1, atMost: Infinity }
    if (text.startsWith('?')) return { kind: 'repeat', body, atLeast: 0, atMost: 1 }
    return { kind: 'repeat', body, atLeast: Number(least), atMost: Number(comma === '' ? least : most || Infinity) }
  }

  #takes(text: string): boolean {
    const isThere = this.#source.startsWith(text, this.#at)
    if (isThere) this.#at += text.length
    return isThere
  }

  #next(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at
    const found = pattern.exec(this.#source)
    if (found !== null) this.#at = pattern.lastIndex
    return found
  }
}
