import type { EntryPurpose } from '../../contract/entry-addresses.ts'

/** The parts of an entry's address. `grant` is what makes it good; the rest says what it is about. */
export type EntryPlace = {
  readonly grant: string
  readonly taskId: string
  readonly archive: string // "output", "input"
  readonly path: string // in the archive
  readonly purpose: EntryPurpose
}

/** The address without its origin: `/<grant>/outputs/<task>/<archive>/<entry path>`. */
export function writeEntryAddress({ grant, taskId, archive, path, purpose }: EntryPlace): string {
  const parts = [grant, 'outputs', taskId, archive, ...path.toWellFormed().split('/')]
  return `/${parts.map(encodeURIComponent).join('/')}${purpose === 'save' ? '?save' : ''}`
}

/** Null for what `writeEntryAddress` never wrote. The target is untrusted, whoever asks. */
export function readEntryAddress(target: string): EntryPlace | null {
  const [pathname, query] = splitOnce(target, '?')
  const parts = decodeParts(pathname)
  if (!parts || (query !== undefined && query !== 'save')) return null
  const [root, grant, outputs, taskId, archive, ...path] = parts
  if (root !== '' || outputs !== 'outputs' || !grant || !taskId || !archive || path.length === 0) return null
  return { grant, taskId, archive, path: path.join('/'), purpose: query === 'save' ? 'save' : 'show' }
}

function splitOnce(text: string, mark: string): readonly [string, string | undefined] {
  const at = text.indexOf(mark)
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + mark.length)]
}

/** Null for a stray percent sign, and for an encoded slash: no part holds one. */
function decodeParts(pathname: string): readonly string[] | null {
  try {
    const parts = pathname.split('/').map(decodeURIComponent)
    return parts.some(part => part.includes('/')) ? null : parts
  } catch {
    return null
  }
}
