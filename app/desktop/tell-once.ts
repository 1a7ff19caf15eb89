import { Notification } from 'electron'
import { z } from 'zod'
import type { DesktopContext } from './desktop-parts.ts'

type Told = 'keeps-running' | 'no-tray'
type TellContext = Pick<DesktopContext, 'core' | 'values'>

const toldSchema = z.literal(true)
const laterName = 'desktop.sayAtStart'

/** Says something that need be said once in the life of an installation, at a moment when there is no window. */
export function tellOnce({ values }: TellContext, what: Told, sentence: string): void {
  const name = `desktop.told.${what}`
  if (values.read(name, toldSchema) !== undefined) return
  values.write(name, true)
  if (Notification.isSupported()) new Notification({ title: 'Inductiva Desktop', body: sentence }).show()
  else values.write(laterName, sentence)
}

/** Says in the window what the system had no place for. */
export function sayWhatWasKept({ core, values }: TellContext): void {
  const sentence = values.read(laterName, z.string().min(1))
  if (sentence === undefined) return
  values.write(laterName, '')
  core.windowRequests.ask({ kind: 'say', sentence, isProblem: false })
}
