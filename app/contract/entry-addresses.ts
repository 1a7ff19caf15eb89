import { z } from 'zod'
import type { Calls } from './define.ts'
import { countSchema } from './numbers.ts'
import { archiveIdSchema } from './outputs.ts'

/** What an address is for. `show`: inside a page, where its kind of content is harmless. `save`: as a file, always. */
export const entryPurposeSchema = z.enum(['show', 'save'])
export type EntryPurpose = z.infer<typeof entryPurposeSchema>

export const entryAddressSchema = z
  .object({
    url: z.string(), // good for some minutes, and for as long as it is in use; guarded like a credential
    mediaType: z.string(), // what it will be answered with: "image/png"
    fileName: z.string(), // fit for every file system
  })
  .readonly()
export type EntryAddress = z.infer<typeof entryAddressSchema>

export const entryAddressCalls = {
  /**
   * Where the unpacked content of an entry can be read, whole or by ranges, on an origin apart from the app's pages.
   * Fetches nothing. Fails with `not-found` for folders, and with `entry-unsupported` for entries with a problem.
   */
  entryUrl: {
    input: z.strictObject({ archiveId: archiveIdSchema, entryIndex: countSchema, purpose: entryPurposeSchema }),
    output: entryAddressSchema,
  },
} as const satisfies Calls
