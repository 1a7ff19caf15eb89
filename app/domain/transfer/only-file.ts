import type { Selection } from '../../contract/outputs.ts'
import type { TransferNote } from '../../contract/transfers.ts'
import { usualRoot } from '../archive/usual-root.ts'
import { createUsualPaths } from './local-names.ts'

/**
 * Where the one file of a transfer is that was asked for by its path alone, relative to the destination. Null where the
 * selection may have meant more than one.
 *
 * @param notes What the transfer has to tell: another name than the usual one is among it.
 */
export function onlyFileOf({ include, exclude, globs = [] }: Selection, notes: readonly TransferNote[]): string | null {
  const [path, ...more] = include
  if (path === undefined || path === '' || path.endsWith('/')) return null
  if (more.length + exclude.length + globs.length > 0) return null
  const renamed = notes.find(note => note.kind === 'renamed' && note.path === path)
  return renamed?.localPath ?? createUsualPaths(path.startsWith(usualRoot) ? usualRoot : '')(path)
}
