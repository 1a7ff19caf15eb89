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
