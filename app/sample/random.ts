/** Pseudo-random numbers that are the same on every machine and in every run, for the same seed. Not for secrets. */
export type Random = {
  /** A number from 0 (inclusive) to 1 (exclusive). */
  fraction(): number
  /** A number between two bounds. */
  between(low: number, high: number): number
  /** A whole number between two bounds, both inclusive. */
  integer(low: number, high: number): number
  pick<T>(choices: readonly T[]): T
}

/** Creates a generator (mulberry32) from any text. */
export function createRandom(seed: string): Random {
  let state = hashText(seed)
  const fraction = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const between = (low: number, high: number): number => low + (high - low) * fraction()
  const integer = (low: number, high: number): number => Math.floor(between(low, high + 1))
  return { fraction, between, integer, pick: choices => pickFrom(choices, integer(0, choices.length - 1)) }
}

/** `length` characters of an alphabet, always the same for the same seed. */
export function randomText(seed: string, length: number, alphabet = 'abcdefghijklmnopqrstuvwxyz0123456789'): string {
  const random = createRandom(seed)
  return Array.from({ length }, () => alphabet.charAt(random.integer(0, alphabet.length - 1))).join('')
}

function pickFrom<T>(choices: readonly T[], index: number): T {
  const choice = choices[index]
  if (choice === undefined) throw new RangeError('Cannot pick from no choices')
  return choice
}

/** FNV-1a, 32 bits. */
function hashText(text: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  return hash >>> 0
}
