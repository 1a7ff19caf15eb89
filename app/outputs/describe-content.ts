/** The first bytes of what is sometimes found in the place of a zip. */
const known: readonly (readonly [start: string, description: string])[] = [
  ['7z\xbc\xaf\x27\x1c', 'a 7z archive'],
  ['\x1f\x8b', 'a gzip file'],
  ['Rar!', 'a RAR archive'],
  ['<?xml', 'an XML page, probably an error message'],
  ['<Error', 'an XML page, probably an error message'],
  ['<!DOCTYPE', 'a web page'],
  ['<!doctype', 'a web page'],
  ['<html', 'a web page'],
  ['{', 'a JSON text, probably an error message'],
]

/** Of a local header, of the end of an empty archive, of one that was split. */
const zipStarts = ['PK\x03\x04', 'PK\x05\x06', 'PK\x07\x08']

/** What these first bytes look like, as part of a sentence; null when they begin a zip. */
export function describeContent(head: Buffer): string | null {
  const text = head.toString('latin1')
  if (zipStarts.some(start => text.startsWith(start))) return null
  if (text === '') return 'an empty file'
  return known.find(([start]) => text.trimStart().startsWith(start))?.[1] ?? 'data of another kind'
}
