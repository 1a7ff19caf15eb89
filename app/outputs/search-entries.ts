import picomatch from 'picomatch'
import { isGlob } from '../domain/archive/globs.ts'
import type { EntryReader } from './entry-columns.ts'

/**
 * Positions of the files and links whose path contains the text, or matches it as a glob. Case does not matter. A glob
 * without a slash is about the last part of a path alone; one with slashes is about the path below the root folder or
 * from the very top, whichever the person had in mind.
 */
export function searchEntries(reader: EntryReader, text: string, rootFolder: string): Uint32Array {
  const matches = isGlob(text) ? globMatcher(text, rootFolder) : substringMatcher(text)
  const hits: number[] = []
  for (let index = 0; index < reader.columns.count; index++) {
    if (!reader.isFolder(index) && matches(reader.name(index))) hits.push(index)
  }
  return Uint32Array.from(hits)
}

type Matches = (path: string) => boolean

function substringMatcher(text: string): Matches {
  const wanted = text.toLowerCase()
  return path => path.toLowerCase().includes(wanted)
}

export function globMatcher(glob: string, rootFolder: string): Matches {
  const expression = picomatch.makeRe(glob, { nocase: true, dot: true, windows: false })
  if (!glob.includes('/')) return path => expression.test(path.slice(path.lastIndexOf('/') + 1))
  return path =>
    expression.test(path) || (path.startsWith(rootFolder) && expression.test(path.slice(rootFolder.length)))
}
