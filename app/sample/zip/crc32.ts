/**
 * CRC-32 as zips use it, combined without touching the bytes.
 *
 * A CRC is the remainder of a polynomial over GF(2). Appending n bytes multiplies the remainder so far by x^(8n), so the
 * CRC of a concatenation follows from the CRCs and lengths of its parts. Numbers are in reflected order: bit 31 is x^0.
 */
const POLYNOMIAL = 0xedb88320

/** What a length does to the CRC that stands before it. Costly to make for a new length, cheap to apply. */
export type CrcShift = number

/** The CRC of A followed by B, from the CRC of A, the shift for B's length, and the CRC of B. */
export function combineCrc32(first: number, shift: CrcShift, second: number): number {
  return (multiply(shift, first) ^ second) >>> 0
}

/** The shift for a part of `lengthBytes`, a safe non-negative integer. Shifts of short parts are remembered. */
export function crcShiftFor(lengthBytes: number): CrcShift {
  if (lengthBytes >= REMEMBERED) return powerFor(lengthBytes)
  const known = shortShifts[lengthBytes]
  if (known !== undefined && known !== 0) return known
  return (shortShifts[lengthBytes] = powerFor(lengthBytes))
}

const REMEMBERED = 4096
const shortShifts = new Uint32Array(REMEMBERED) // 0: not worked out yet, which no power of x ever is

function powerFor(lengthBytes: number): number {
  let shift = 0x80000000 // x^0
  let power = 3 // a byte is x^8 = x^(2^3)
  for (let rest = lengthBytes; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) shift = multiply(squareAt(power), shift)
    power += 1
  }
  return shift
}

const squares: number[] = [0x40000000] // x^1, x^2, x^4, … by repeated squaring

function squareAt(power: number): number {
  for (let known = squares.length; known <= power; known++) {
    const previous = squares[known - 1] ?? 0
    squares.push(multiply(previous, previous))
  }
  return squares[power] ?? 0
}

function multiply(a: number, b: number): number {
  let product = 0
  let term = b
  for (let bit = 31; bit >= 0; bit--) {
    if ((a >>> bit) & 1) product ^= term
    term = term & 1 ? (term >>> 1) ^ POLYNOMIAL : term >>> 1
  }
  return product >>> 0
}
