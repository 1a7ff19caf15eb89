import { execFileSync } from 'node:child_process'

/** Mounts a small disk in memory over a folder while something happens there. Needs root, on Linux. */
export async function withMount(path: string, options: string, work: () => Promise<void>): Promise<void> {
  execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', path])
  try {
    await work()
  } finally {
    execFileSync('umount', ['--lazy', path])
  }
}
