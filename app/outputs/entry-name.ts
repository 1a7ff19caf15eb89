import { maxNameDepth } from '../domain/archive/entry-problem.ts'

/** How the bytes of a name are to be read. The numbers are part of the index. */
export const nameEncodings = { ascii: 0, utf8: 1, cp437: 2 } as const
export type NameEncoding = (typeof nameEncodings)[keyof typeof nameEncodings]

/** The upper half of code page 437, as the first PC had it. */
const upperHalf =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0'

/**
 * Without the UTF-8 flag a name is in code page 437 by the book. In practice many Unix packers write UTF-8 and forget
 * the flag, and text in code page 437 is hardly ever valid UTF-8 by chance, so valid UTF-8 is taken for what it is, as
 * unzip and 7-Zip do on Linux. With the flag and yet not valid, code page 437 keeps different names different.
 */
export function nameEncodingOf(bytes: Buffer, start: number, end: number): NameEncoding {
  if (isAscii(bytes, start, end)) return nameEncodings.ascii
  const name = bytes.subarray(start, end)
  return name.equals(Buffer.from(name.toString())) ? nameEncodings.utf8 : nameEncodings.cp437
}

export function decodeName(bytes: Buffer, start: number, end: number, encoding: NameEncoding): string {
  switch (encoding) {
    case nameEncodings.ascii:
      return bytes.toString('latin1', start, end)
    case nameEncodings.utf8:
      return bytes.toString('utf8', start, end)
    case nameEncodings.cp437:
      return bytes
        .toString('latin1', start, end)
        .replace(/[\x80-\xff]/g, char => upperHalf.charAt(char.charCodeAt(0) - 128))
  }
}

function isAscii(bytes: Buffer, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if ((bytes[at] ?? 0) > 127) return false
  return true
}

/**
 * Whether a name may have a problem, without making a string of it: most names have not, and there are many of them.
 * `nameProblem` decides about the others. Says yes too often rather than too seldom.
 */
export function isNameSuspicious(bytes: Buffer, start: number, end: number): boolean {
  if (end === start || end - start > 2 * maxNameDepth) return true // long, and so perhaps deep
  let previous = 0x2f // as if after a slash
  for (let at = start; at < end; at++) {
    const byte = bytes[at] ?? 0
    if (byte < 32 || byte === 0x5c || byte === 0x3a) return true // control characters, "\", ":"
    if (previous === 0x2f && (byte === 0x2f || byte === 0x2e)) return true // a part that is empty or begins with "."
    previous = byte
  }
  return false
}
