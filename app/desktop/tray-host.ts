import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

/** https://www.freedesktop.org/wiki/Specifications/StatusNotifierItem/: who has this name shows the icons of programs. */
const watcher = 'org.kde.StatusNotifierWatcher'
const bus = 'org.freedesktop.DBus'
const longestMs = 2_000

/** Programs of which a desktop has at least one, with how each asks. */
const askers: readonly (readonly [program: string, ...args: string[]])[] = [
  [
    ...(['gdbus', 'call', '--session', '--dest', bus, '--object-path', '/org/freedesktop/DBus'] as const),
    ...(['--method', `${bus}.NameHasOwner`, watcher] as const),
  ],
  ['dbus-send', '--session', '--print-reply', `--dest=${bus}`, '/', `${bus}.NameHasOwner`, `string:${watcher}`],
]

/**
 * Whether something shows icons of programs on this desktop: asked of the session bus each time, as panels come and go.
 * Without a bus, or a program to ask it, there is nothing. Only Linux has to be asked.
 */
export async function hasTrayHost(platform = process.platform): Promise<boolean> {
  if (platform !== 'linux') return true
  for (const [program, ...args] of askers) {
    const answer = await ask(program, args)
    if (answer !== undefined) return /\btrue\b/.test(answer)
  }
  return false
}

/** What a program says; undefined where it is missing or gets no answer. */
async function ask(program: string, args: readonly string[]): Promise<string | undefined> {
  try {
    return (await promisify(execFile)(program, args, { timeout: longestMs })).stdout
  } catch {
    return undefined // no such program, no bus or none that answers: the next one may know
  }
}
