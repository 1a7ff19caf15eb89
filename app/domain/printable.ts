/**
 * A text from an archive or a server as it is shown, in a window or a terminal: control and direction characters, which
 * would be invisible or turn around what stands beside them, become `\u{…}`. The real text is what is copied and saved.
 */
export function printable(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, character => `\\u{${character.codePointAt(0)?.toString(16)}}`)
}
