import { z } from 'zod'
import type { Calls } from './define.ts'
import { failureSchema } from './failures.ts'
import { nothingSchema } from './numbers.ts'

/** Default address of the service. */
export const defaultBaseUrl = 'https://api.inductiva.ai'

export const profileSchema = z
  .object({
    id: z.string(), // names the folder that keeps this account's mirror and transfers
    kind: z.enum(['account', 'sample']),
    username: z.string(),
    name: z.string().nullable(),
    email: z.string().nullable(),
    plan: z.string().nullable(),
    creditsUsd: z.number().nullable(),
    baseUrl: z.string(),
    keyStorage: z.enum(['keychain', 'memory', 'none']), // none: the sample account has no key worth keeping
    keyStorageNote: z.string().nullable(), // why the key is only in memory; null otherwise
  })
  .readonly()
export type Profile = z.infer<typeof profileSchema>

export const sessionSchema = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('signed-out'),
    baseUrl: z.string(), // the address used last, offered again
    reason: failureSchema.nullable(), // why the last session could not be restored; null when there is nothing to say
  }),
  z.object({
    state: z.literal('signed-in'),
    profile: profileSchema,
    attention: failureSchema.nullable(), // e.g. the service refuses the key by now; the mirror stays readable
  }),
])
export type Session = z.infer<typeof sessionSchema>

/** Where a key was found on this computer. The key itself never crosses to a window. */
export const localKeySourceSchema = z.enum(['environment', 'file'])
export type LocalKeySource = z.infer<typeof localKeySourceSchema>

const baseUrlSchema = z.string().max(2048)

export const sessionCalls = {
  getSession: { input: nothingSchema, output: sessionSchema },
  /** Looks for a key in the environment and in the command line client's key file. Changes neither. */
  findLocalKeys: {
    input: nothingSchema,
    output: z.object({ keys: z.array(z.object({ source: localKeySourceSchema, location: z.string() })) }),
  },
  /** Checks the key with one account call, then keeps it. Fails with `key-refused`, `key-malformed`, `service-…`. */
  signIn: { input: z.strictObject({ key: z.string().max(1024), baseUrl: baseUrlSchema }), output: sessionSchema },
  signInWithLocalKey: {
    input: z.strictObject({ source: localKeySourceSchema, baseUrl: baseUrlSchema }),
    output: sessionSchema,
  },
  /** Starts the embedded sample service where it is not running yet, and signs in to it. */
  signInToSample: { input: nothingSchema, output: sessionSchema },
  /** Ends a sign-in that is under way: that call answers the session there was before. Idempotent. */
  cancelSignIn: { input: nothingSchema, output: sessionSchema },
  /**
   * Forgets the key. Local mirror and transfers stay on disk, paused, for the next sign-in. A key that could not be
   * removed from the keychain is the `reason` of the session. Idempotent.
   */
  signOut: { input: nothingSchema, output: sessionSchema },
  /**
   * Tries again what did not work: to come back to the account used last, to put its key into the keychain, to take
   * another one out. What still does not work is in the session.
   */
  retrySession: { input: nothingSchema, output: sessionSchema },
} as const satisfies Calls

export const sessionEvents = { sessionChanged: sessionSchema }
