import { z } from 'zod'
import type { Calls } from './define.ts'
import { nothingSchema } from './numbers.ts'

/** Why this program does not keep itself up to date. */
export const updateLackSchema = z.enum([
  'web-shell', // whoever runs it there updates it there
  'from-sources',
  'package-manager', // the system installed it and updates it
  'by-hand', // a single file or folder that nobody installed
  'no-source', // built without an address to ask
])
export type UpdateLack = z.infer<typeof updateLackSchema>

export const updateStateSchema = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('unsupported'), lack: updateLackSchema }),
    z.object({ kind: z.literal('up-to-date'), checkedAtMs: z.int().nullable() }), // null: not asked since the start
    z.object({ kind: z.literal('checking') }),
    z.object({ kind: z.literal('found'), version: z.string() }), // fetched once nothing is being downloaded
    z.object({ kind: z.literal('fetching'), version: z.string(), fraction: z.number().min(0).max(1) }),
    z.object({ kind: z.literal('ready'), version: z.string(), isWaiting: z.boolean() }), // true: for downloads to end
    z.object({ kind: z.literal('failed'), sentence: z.string(), atMs: z.int() }),
  ])
  .readonly()
export type UpdateState = z.infer<typeof updateStateSchema>

export const updateCalls = {
  getUpdates: { input: nothingSchema, output: updateStateSchema },
  /** Asks for a newer version now, whatever the settings say. Answers at once; events tell how it goes. */
  checkForUpdates: { input: nothingSchema, output: updateStateSchema },
  /** Ends the program, installs the version that is ready, and starts it. While something is downloaded it only waits. */
  installUpdate: { input: nothingSchema, output: updateStateSchema },
} as const satisfies Calls

export const updateEvents = { updatesChanged: updateStateSchema }
