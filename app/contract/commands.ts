import { z } from 'zod'

/** What can be asked of a window from outside its page: by the application menu, the tray, a notice. */
export const commands = ['search', 'refresh', 'kill', 'transfers', 'ledger', 'settings', 'help'] as const
export const commandSchema = z.enum(commands)
export type CommandName = z.infer<typeof commandSchema>
