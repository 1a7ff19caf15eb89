export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'latin1'
export type DecodedText = { readonly text: string; readonly encoding: TextEncoding }

/** Text may hold this share of control characters, as logs with progress bars and colours do. */
const tolerableControlShare = 0.02

/**
 * Bytes as text; null when they are none. A byte order mark decides; without one: UTF-16 by where its zeros are, then
 * UTF-8 where it is valid, then Latin 1.
 *
 * @param isComplete False where the bytes are the beginning of more, so that a character may be cut at the end.
 */
export function decodeText(bytes: Uint8Array, isComplete: boolean): DecodedText | null {
  const encoding = guessEncoding(bytes, isComplete)
  if (encoding === null) return null
  const text = new TextDecoder(encoding).decode(bytes, { stream: !isComplete })
  return controlShare(text) > tolerableControlShare ? null : { text, encoding }
}

function guessEncoding(bytes: Uint8Array, isComplete: boolean): TextEncoding | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8'
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  if (bytes.includes(0)) return guessUtf16(bytes)
  return isUtf8(bytes, isComplete) ? 'utf-8' : 'latin1'
}

/** Western text in UTF-16 has a zero in nearly every second byte, always on the same side. */
function guessUtf16(bytes: Uint8Array): TextEncoding | null {
  const sample = bytes.subarray(0, 4096)
  const zerosAt = (side: number) => sample.filter((byte, at) => at % 2 === side && byte === 0).length
  const [even, odd, pairs] = [zerosAt(0), zerosAt(1), sample.length / 2]
  if (even === 0 && odd > pairs * 0.7) return 'utf-16le'
  if (odd === 0 && even > pairs * 0.7) return 'utf-16be'
  return null
}

function isUtf8(bytes: Uint8Array, isComplete: boolean): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: !isComplete })
    return true
  } catch {
    return false // that it throws is the answer
  }
}

/** Tab, line feed, form feed, carriage return, backspace and escape are at home in text. */
function controlShare(text: string): number {
  const controls = text.match(/(?![\t\n\f\r\b])[\p{Cc}]/gu)?.filter(char => char !== '\u001b').length ?? 0
  return text.length === 0 ? 0 : controls / text.length
}
