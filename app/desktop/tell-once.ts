import { Notification } from 'electron'
import { z } from 'zod'
import type { DesktopContext } from './desktop-parts.ts'

type Told = 'keeps-running' | 'no-tray'
type TellContext = Pick<DesktopContext, 'core' | 'values' | 'log'>

const toldSchema = z.literal(true)
const laterName = 'desktop.sayAtStart'

/** Says something that need be said once in the life of an installation, at a moment when there is no window. */
export function tellOnce({ values, log }: TellContext, what: Told, sentence: string): void {
  const name = `desktop.told.${what}`
  try {
    if (values.read(name, toldSchema) !== undefined) return
    values.write(name, true)
    values.write(laterName, sentence) // until it has come up: on Linux there may be nobody to show it
    if (Notification.isSupported()) showNow({ values, log }, sentence)
  } catch (error) {
    log.warn('What is told once was not', { what, reason: String(error) }) // a full disk must not keep the window open
  }
}

/** Kept here while it is on its way: a notification that nobody holds on to is collected. */
let onItsWay: Notification | undefined

function showNow(context: Pick<TellContext, 'values' | 'log'>, sentence: string): void {
  onItsWay = new Notification({ title: 'Inductiva Desktop', body: sentence })
  onItsWay.on('show', () => forget(context))
  onItsWay.show()
}

/** Where that cannot be written down it is said once more: better than not to start. */
function forget({ values, log }: Pick<TellContext, 'values' | 'log'>): void {
  try {
    values.write(laterName, '')
  } catch (error) {
    log.warn('What was told will be told again', { reason: String(error) })
  }
}

/** Says in the window what the system had no place for. */
export function sayWhatWasKept({ core, values, log }: TellContext): void {
  const sentence = values.read(laterName, z.string().min(1))
  if (sentence === undefined) return
  forget({ values, log })
  core.windowRequests.ask({ kind: 'say', sentence, isProblem: false })
}
