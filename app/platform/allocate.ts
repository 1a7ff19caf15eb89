import { execFile } from 'node:child_process'
import { constants } from 'node:os'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** As the C libraries of Linux tell them in the C locale. */
const refusals = { ENOSPC: 'No space left', EDQUOT: 'uota exceeded', EFBIG: 'File too large' }

/**
 * Makes a file at least so long with its room set aside, by `fallocate`: Node has no call for it, and Linux comes with the
 * program. Answers false where there is none, or the file system cannot do it.
 *
 * @throws a system error `ENOSPC`, `EDQUOT` or `EFBIG`; the file may be longer by then
 */
export async function allocate(path: string, sizeBytes: number): Promise<boolean> {
  if (process.platform !== 'linux') return false
  try {
    await run('fallocate', ['-l', String(sizeBytes), path], { env: { ...process.env, LC_ALL: 'C' } })
    return true
  } catch (error) {
    const refused = refusalOf(error)
    if (refused) throw refused
    return false
  }
}

/** What the system told the program, as Node tells of its own calls. */
function refusalOf(error: unknown): NodeJS.ErrnoException | undefined {
  const told = error instanceof Error && 'stderr' in error ? String(error.stderr) : ''
  for (const code of ['ENOSPC', 'EDQUOT', 'EFBIG'] as const) {
    if (!told.includes(refusals[code])) continue
    const facts = { code, errno: -constants.errno[code], syscall: 'fallocate' }
    return Object.assign(new Error(`${code}: ${told.trim()}`, { cause: error }), facts)
  }
  return undefined
}
