import { z } from 'zod'
import { commandSchema } from './commands.ts'
import type { Calls } from './define.ts'
import { taskIdSchema } from './tasks.ts'

/** What someone outside the page asks of the window: the menu, the tray, a notice, a link from elsewhere. */
export const windowRequestSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('show-task'), taskId: taskIdSchema, tab: z.enum(['overview', 'files']) }),
  z.object({ kind: z.literal('show-log'), taskId: taskIdSchema }), // the last lines it printed
  z.object({ kind: z.literal('download-task'), taskId: taskIdSchema }), // shows the task and asks where to
  z.object({ kind: z.literal('run-command'), command: commandSchema }),
  z.object({ kind: z.literal('say'), sentence: z.string(), isProblem: z.boolean() }),
])
export type WindowRequest = z.infer<typeof windowRequestSchema>

export const windowRequestCalls = {
  /**
   * The page stands and carries requests out from here on, as `windowRequested`. Answers those that came before. While
   * nobody is signed in it says sentences and nothing else: other requests go on waiting.
   */
  takeWindowRequests: {
    input: z.strictObject({ isSignedIn: z.boolean() }),
    output: z.object({ requests: z.array(windowRequestSchema) }),
  },
} as const satisfies Calls

export const windowRequestEvents = { windowRequested: windowRequestSchema }
