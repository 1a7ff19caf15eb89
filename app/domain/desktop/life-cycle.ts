import type { Settings } from '../../contract/app-info.ts'
import type { Transfer, TransferState } from '../../contract/transfers.ts'

export type CloseFacts = {
  readonly platform: string // Node's process.platform
  readonly settings: Pick<Settings, 'showTray' | 'closeToTray'>
  /** Linux: something shows the icons of programs. */
  readonly hasTrayHost: boolean
}

/**
 * What closing the window does. `close`: it goes, and the program stays in the Dock. `hide`: the program stays in the
 * tray. `quit-without-tray`: it would stay there, but there is none.
 */
export function decideClose({
  platform,
  settings,
  hasTrayHost,
}: CloseFacts): 'close' | 'hide' | 'quit' | 'quit-without-tray' {
  if (platform === 'darwin') return 'close'
  if (!settings.showTray || !settings.closeToTray) return 'quit'
  return platform === 'linux' && !hasTrayHost ? 'quit-without-tray' : 'hide'
}

/** Whether a program that starts without a window can be reached at all. */
export function canStartHidden({ platform, settings, hasTrayHost }: CloseFacts): boolean {
  return platform === 'darwin' || (settings.showTray && (platform !== 'linux' || hasTrayHost))
}

const goingOn: readonly TransferState[] = ['queued', 'reading-index', 'running', 'waiting', 'verifying']

export type QuitQuestion = { readonly message: string; readonly detail: string }

/** What is asked before quitting, or null where nothing would stop. */
export function quitQuestion(transfers: readonly Pick<Transfer, 'state'>[]): QuitQuestion | null {
  const count = transfers.filter(({ state }) => goingOn.includes(state)).length
  if (count === 0) return null
  return count === 1
    ? { message: 'One download is running.', detail: 'It goes on at the next start, from where it is now.' }
    : { message: `${count} downloads are running.`, detail: 'They go on at the next start, from where they are now.' }
}
