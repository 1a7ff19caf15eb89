import { readdirSync, readFileSync } from 'node:fs'

/** A process as /proc tells of it: Linux only. */
export type RunningProcess = { readonly id: number; readonly groupId: number; readonly commandLine: string }

/** All processes that run; ended ones that their parent has not asked about yet do not count. */
export function runningProcesses(): readonly RunningProcess[] {
  const ids = readdirSync('/proc').filter(name => /^\d+$/.test(name))
  return ids.flatMap(id => readProcess(Number(id)) ?? [])
}

function readProcess(id: number): RunningProcess | undefined {
  try {
    // The second field is the program's name in brackets and may hold anything; then come state, parent, group.
    const [state, , group] = readFileSync(`/proc/${id}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
    const commandLine = readFileSync(`/proc/${id}/cmdline`, 'utf8').replaceAll('\0', ' ')
    return state === 'Z' || state === 'X' ? undefined : { id, groupId: Number(group), commandLine }
  } catch {
    return undefined // ended while it was read
  }
}
