import { isGlob } from '../domain/archive/globs.ts'
import type { EntryReader } from './entry-columns.ts'
import { globMatcher } from './globs/glob-matcher.ts'

/** Positions of the files and links whose path contains the text, or matches it as a glob. Case does not matter. */
export function searchEntries(reader: EntryReader, text: string, rootFolder: string): Uint32Array {
  const matches = isGlob(text) ? globMatcher(text, rootFolder) : substringMatcher(text)
  const hits: number[] = []
  for (let index = 0; index < reader.columns.count; index++) {
    if (!reader.isFolder(index) && matches(reader, index)) hits.push(index)
  }
  return Uint32Array.from(hits)
}

function substringMatcher(text: string): (reader: EntryReader, index: number) => boolean {
  const wanted = text.toLowerCase()
  return (reader, index) => reader.name(index).toLowerCase().includes(wanted)
}
