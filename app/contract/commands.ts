import { z } from 'zod'
import type { Calls } from './define.ts'

/** What the window does on a key, and what can be asked of it from outside its page: by menu, tray or notice. */
export const commands = [
  'search',
  'refresh',
  'download', // the selected or open task, or what is ticked of its files
  'openArchive', // of this disk
  'copyTaskId',
  'kill',
  'showOverview',
  'showFiles',
  'showMetadata',
  'transfers',
  'pauseTransfer', // the one, or the group, that has the focus; resumes it where it is paused
  'ledger',
  'notices',
  'settings',
  'help',
  'nextRegion',
  'previousRegion',
  'stepBack',
] as const
export const commandSchema = z.enum(commands)
export type CommandName = z.infer<typeof commandSchema>

/** What of it would do something at this moment. */
export const commandStateSchema = z.object({ available: z.array(commandSchema) })

export const commandCalls = {
  /** The page tells which commands can act, so that menus offer no others. Told anew whenever that changes. */
  reportCommands: { input: z.strictObject(commandStateSchema.shape), output: z.object({}) },
} as const satisfies Calls

export const commandEvents = {
  /** None is available from when the page is gone until a new one reports. */
  commandsReported: commandStateSchema,
}
