/** Why an entry can never be written to a disk. The order is part of the index: append only. */
export const entryProblems = [
  'name-empty',
  'name-too-long',
  'name-with-nul',
  'name-absolute',
  'name-with-drive',
  'name-climbs-out',
  'name-with-empty-part',
  'encrypted',
  'method-unsupported',
  'special-file',
  'sizes-unstated',
  'outside-archive',
  'overlapping',
  'superseded',
  'also-a-folder',
  'name-too-deep',
  'size-impossible',
] as const
export type EntryProblem = (typeof entryProblems)[number]

/** Longest name we take, in characters. No file system in use goes beyond. */
export const maxNameLength = 4096
/** Most folders deep that a name may be. Far more than any honest one, and few enough to list. */
export const maxNameDepth = 256

const sentences: Readonly<Record<EntryProblem, string>> = {
  'name-empty': 'This entry has no name.',
  'name-too-long': `The name of this entry is longer than ${maxNameLength} characters.`,
  'name-with-nul': 'The name of this entry holds a NUL character, which no file can have in its name.',
  'name-absolute':
    'The name of this entry is an absolute path. It is not written, as it points outside of any folder you choose.',
  'name-with-drive':
    'The name of this entry begins with a drive letter. It is not written, as it points outside of any folder you choose.',
  'name-climbs-out':
    'The name of this entry climbs out of its folder with "..". It is not written, as it may end up anywhere on this computer.',
  'name-with-empty-part': 'The name of this entry has an empty part or "." between slashes, which no folder can hold.',
  encrypted: 'This entry is encrypted. Encrypted entries cannot be read here.',
  'method-unsupported':
    'This entry is compressed by a method that is not supported here; only stored and deflated ones are.',
  'special-file': 'This entry is a device or another special file, not data.',
  'sizes-unstated': 'The archive does not state the size of this entry as it should.',
  'outside-archive': 'The archive is damaged here: this entry would lie outside of it.',
  overlapping: 'The archive is damaged here: this entry shares its bytes with another one.',
  superseded: 'The archive has this name again further on; the later entry counts.',
  'name-too-deep': `This entry lies more than ${maxNameDepth} folders deep.`,
  'size-impossible': 'The archive states a size for this entry that its bytes cannot unpack to.',
  'also-a-folder': 'The archive has this name both as a file and as a folder; only the folder is kept.',
}

export function describeProblem(problem: EntryProblem): string {
  return sentences[problem]
}

/**
 * What is wrong with a name as a path below a folder; null when nothing is.
 *
 * A backslash is an ordinary character where the archive was made (Linux machines), and local names replace it. It is
 * refused only where reading it as a separator, as Windows does, would lead out of the folder.
 */
export function nameProblem(name: string): EntryProblem | null {
  if (name === '') return 'name-empty'
  if (name.length > maxNameLength) return 'name-too-long'
  if (name.split('/').length > maxNameDepth) return 'name-too-deep'
  if (name.includes('\0')) return 'name-with-nul'
  if (/^[\\/]/.test(name)) return 'name-absolute'
  if (/^[A-Za-z]:/.test(name) || /\/[A-Za-z]:\\/.test(name)) return 'name-with-drive'
  if (name.split(/[\\/]/).includes('..')) return 'name-climbs-out'
  return name.replace(/\/$/, '').split('/').some(isEmptyPart) ? 'name-with-empty-part' : null
}

function isEmptyPart(part: string): boolean {
  return part === '' || part === '.'
}

/** Deflate writes at least two bits for every 258 bytes: 1,032 to 1. What is left allows for its framing. */
const largestRatio = 1032
const framingBytes = 1024

/** Whether an entry cannot unpack to its stated size. Such sizes would make sums and forecasts worthless. */
export function isSizeImpossible(method: number, sizeBytes: number, compressedBytes: number): boolean {
  return method === 0 ? sizeBytes !== compressedBytes : sizeBytes > compressedBytes * largestRatio + framingBytes
}
