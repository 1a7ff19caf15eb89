import picomatch from 'picomatch'
import type { EntryReader } from '../entry-columns.ts'
import { buildAutomaton } from './build-automaton.ts'
import { LinearMatcher } from './linear-matcher.ts'
import { parseExpression } from './parse-expression.ts'

const slash = 0x2f

/**
 * Whether the path of an entry matches a glob. Case does not matter. A glob without a slash is about the last part of a
 * path alone; one with slashes is about the path below the root folder or from the very top, whichever the person had in
 * mind.
 *
 * What a glob means is what picomatch says. Its expressions are not run by the engine's own matcher, which tries one way
 * after the other: `*a*a*a*a*b` would hold it for minutes at a single name.
 */
export function globMatcher(glob: string, rootFolder: string): (reader: EntryReader, index: number) => boolean {
  const matcher = compileGlob(glob)
  if (matcher === null) return () => false
  const root = Buffer.from(rootFolder)
  const isAboutWholePath = glob.includes('/')
  const matchesText = (path: string): boolean => {
    if (!isAboutWholePath) return matcher.matches(path.slice(path.lastIndexOf('/') + 1))
    return matcher.matches(path) || (path.startsWith(rootFolder) && matcher.matches(path.slice(rootFolder.length)))
  }
  return (reader, index) => {
    if (!reader.isNameAscii(index)) return matchesText(reader.name(index))
    const { directory, columns } = reader
    const start = columns.nameStart[index] ?? 0
    const end = start + (columns.nameLength[index] ?? 0)
    if (!isAboutWholePath) return matcher.matchesBytes(directory, startOfLastPart(directory, start, end), end)
    if (matcher.matchesBytes(directory, start, end)) return true
    return startsWith(directory, start, end, root) && matcher.matchesBytes(directory, start + root.length, end)
  }
}

/**
 * Null for a glob that matches nothing, as it makes no expression of the kind that globs make.
 *
 * @param mostCells  Memory to match with; what is usual when undefined.
 */
export function compileGlob(glob: string, mostCells?: number): LinearMatcher | null {
  const { source, flags } = picomatch.makeRe(glob, { nocase: true, dot: true, windows: false })
  const expression = parseExpression(source)
  const automaton = expression && buildAutomaton(expression)
  return automaton && new LinearMatcher(automaton, flags, mostCells)
}

function startOfLastPart(bytes: Uint8Array, start: number, end: number): number {
  let at = end
  while (at > start && bytes[at - 1] !== slash) at--
  return at
}

function startsWith(bytes: Uint8Array, start: number, end: number, first: Uint8Array): boolean {
  return end - start >= first.length && first.every((byte, at) => bytes[start + at] === byte)
}
