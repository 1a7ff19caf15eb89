import { app, powerMonitor, powerSaveBlocker } from 'electron'
import type { Transfer } from '../contract/transfers.ts'
import { needsAwake } from '../domain/desktop/power.ts'
import { onCoreEvent } from './desktop-core.ts'
import type { DesktopContext } from './desktop-parts.ts'
import { followTransfers } from './transfer-list.ts'

type PowerContext = Pick<DesktopContext, 'core' | 'log'>

/** Lets the core rest while the computer sleeps, and keeps it awake while something is transferred, if that is allowed. */
export function startPower(context: PowerContext): () => void {
  const stops = [followPower(context), keepAwake(context)]
  return () => stops.forEach(stop => stop())
}

function followPower({ core, log }: PowerContext): () => void {
  const sleep = (): void => {
    log.info('The computer goes to sleep')
    void core.sleep()
  }
  const wake = (): void => {
    log.info('The computer is awake')
    void core.wake()
  }
  /** Downloads go on behind a locked screen. Whoever comes back to it wants to see what is new. */
  const lookAgain = (): void => void core.wake()
  const end = (...[event]: readonly { preventDefault(): void }[]): void => {
    event?.preventDefault() // the system waits a moment then
    log.info('The computer shuts down')
    app.quit()
  }
  powerMonitor.on('suspend', sleep)
  powerMonitor.on('resume', wake)
  powerMonitor.on('unlock-screen', lookAgain)
  powerMonitor.on('shutdown', end)
  return () => {
    powerMonitor.off('suspend', sleep)
    powerMonitor.off('resume', wake)
    powerMonitor.off('unlock-screen', lookAgain)
    powerMonitor.off('shutdown', end)
  }
}

/** Only the computer is kept awake, not its screen. */
function keepAwake({ core, log }: PowerContext): () => void {
  let blocker: number | undefined
  let transfers: readonly Transfer[] = []
  let settings = { keepAwake: false }
  const release = (): void => {
    if (blocker === undefined) return
    powerSaveBlocker.stop(blocker)
    blocker = undefined
    log.info('The computer may sleep again')
  }
  const decide = (): void => {
    const isNeeded = needsAwake(transfers, settings)
    if (!isNeeded) release()
    if (!isNeeded || blocker !== undefined) return
    blocker = powerSaveBlocker.start('prevent-app-suspension')
    log.info('The computer is kept awake while something is downloaded')
  }
  const allow = (changed: { readonly keepAwake: boolean }): void => {
    settings = changed
    decide()
  }
  const stops = [
    onCoreEvent(core, 'settingsChanged', allow),
    followTransfers({ core, log }, listed => {
      transfers = listed
      decide()
    }),
    release,
  ]
  core.handlers.getSettings({}).then(allow, (error: unknown) => log.error('The settings could not be read', error))
  return () => stops.forEach(stop => stop())
}
