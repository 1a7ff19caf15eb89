import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** As the program tells them in the C locale. */
const full = { ENOSPC: 'No space left on device', EDQUOT: 'Disk quota exceeded', EFBIG: 'File too large' }

/**
 * Makes a file at least so long with its room set aside, by `fallocate`: Node has no call for it, and Linux comes with the
 * program. Answers false where there is none, or the file system cannot do it; then nothing has changed.
 *
 * @throws Error with the code `ENOSPC`, `EDQUOT` or `EFBIG`; the file may be longer by then
 */
export async function allocate(path: string, sizeBytes: number): Promise<boolean> {
  if (process.platform !== 'linux' || sizeBytes === 0) return false
  try {
    await run('fallocate', ['-l', String(sizeBytes), path], { env: { ...process.env, LC_ALL: 'C' } })
    return true
  } catch (error) {
    const told = error instanceof Error && 'stderr' in error ? String(error.stderr) : ''
    const code = Object.entries(full).find(([, text]) => told.includes(text))?.[0]
    if (code !== undefined) throw Object.assign(new Error(`${code}: ${told.trim()}`, { cause: error }), { code })
    return false
  }
}
