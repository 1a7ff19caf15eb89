/** Whether a search text is a glob rather than a part of a path. */
export function isGlob(text: string): boolean {
  return /[*?[{]/.test(text)
}

/** Why a glob can match nothing, or not what was meant. */
export type GlobProblem = 'too-long' | 'backslash' | 'leading-slash' | 'folder' | 'unclosed'

export const longestGlob = 500

/** Looks at a glob as somebody typed it: not empty, no spaces around it. Null when nothing is wrong with it. */
export function judgeGlob(glob: string): GlobProblem | null {
  if (glob.length > longestGlob) return 'too-long'
  if (/\\(?![()[\]{}!+@|\\])/.test(glob)) return 'backslash'
  if (/^!?\//.test(glob)) return 'leading-slash'
  if (glob.endsWith('/')) return 'folder'
  return hasUnclosed(glob) ? 'unclosed' : null
}

/** What is wrong with a glob, and what to write instead. */
export function describeGlobProblem(problem: GlobProblem): string {
  switch (problem) {
    case 'too-long':
      return `A glob can have ${longestGlob} letters at most.`
    case 'backslash':
      return 'Folders are separated by “/” here, not by “\\”.'
    case 'leading-slash':
      return 'Leave out the “/” at the beginning: paths start with the name of a folder.'
    case 'folder':
      return 'This names a folder. Write “/**” at its end for everything in it.'
    case 'unclosed':
      return 'A bracket is opened but not closed.'
  }
}

const closing: Readonly<Record<string, string>> = { '[': ']', '{': '}', '(': ')' }

function hasUnclosed(glob: string): boolean {
  const open: string[] = []
  for (const character of glob.replace(/\\./g, '')) {
    const closed = closing[character]
    if (open.at(-1) === character) open.pop()
    else if (open.at(-1) !== ']' && closed !== undefined) open.push(closed) // within [ ] the others are plain letters
  }
  return open.length > 0
}

/** The glob that matches what a search for a part of a path finds. */
export function globOfText(text: string): string {
  return `**/*${text.replace(/[\\()!+@|\]}"]/g, String.raw`\$&`)}*{,/**}`
}
