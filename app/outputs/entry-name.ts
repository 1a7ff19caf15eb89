import { isUtf8 } from 'node:buffer'
import { maxNameDepth } from '../domain/archive/entry-problem.ts'

/** The upper half of code page 437, as the first PC had it. */
const upperHalf =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0'

/** What one look at the bytes of a name tells, as bits: most names have neither, and there are many of them. */
export const nameTraits = { beyondAscii: 1, suspicious: 2 } as const

// Kinds of bytes. Adding them up by "or" keeps those that matter for the whole name.
const beyondAscii: number = nameTraits.beyondAscii
const suspicious: number = nameTraits.suspicious
const [slash, dot] = [4, 8]
const kindOfByte = Uint8Array.from({ length: 256 }, (_, byte) => {
  if (byte > 127) return beyondAscii
  if (byte === 0x2f) return slash
  if (byte === 0x2e) return dot
  return byte < 32 || byte === 0x5c || byte === 0x3a ? suspicious : 0 // control characters, "\", ":"
})

/**
 * Looks at a name without making a string of it: whether it has more than ASCII, and whether it may have a problem, which
 * `nameProblem` decides. Calls a name suspicious too often rather than too seldom.
 */
export function scanName(bytes: Uint8Array, start: number, end: number): number {
  let seen = end === start || end - start > 2 * maxNameDepth ? suspicious : 0 // long, and so perhaps deep
  let before = slash
  for (let at = start; at < end; at++) {
    const kind = kindOfByte[bytes[at] ?? 0] ?? 0
    // A part that is empty or begins with ".".
    seen |= before === slash && kind >= slash ? kind | suspicious : kind
    before = kind
  }
  return seen & (beyondAscii | suspicious)
}

/**
 * Reads a name that has more than ASCII; null when its bytes are UTF-8.
 *
 * Without the UTF-8 flag a name is in code page 437 by the book. In practice many Unix packers write UTF-8 and forget
 * the flag, and text in code page 437 is hardly ever valid UTF-8 by chance, so valid UTF-8 is taken for what it is, as
 * unzip and 7-Zip do on Linux. With the flag and yet not valid, code page 437 keeps different names different.
 */
export function decodeCodePage(bytes: Buffer, start: number, end: number): string | null {
  if (isUtf8(bytes.subarray(start, end))) return null
  return bytes
    .toString('latin1', start, end)
    .replace(/[\x80-\xff]/g, char => upperHalf.charAt(char.charCodeAt(0) - 128))
}
