import { z } from 'zod'
import { profileSchema } from '../contract/session.ts'
import type { ProfileStore, StoredSession } from '../session/ports.ts'
import type { ValueStore } from '../settings/ports.ts'

const name = 'session'

const storedSessionSchema: z.ZodType<StoredSession> = z.object({
  baseUrl: z.string(),
  profile: profileSchema.nullable(),
  isSignedIn: z.boolean(),
  keysLeftBehind: z.array(z.string()).default([]), // not in what earlier versions wrote
})

/** The last session among this computer's settings. Never a key: the schema would not let it through. */
export function createProfileStore(values: ValueStore): ProfileStore {
  return {
    load: () => Promise.resolve(values.read(name, storedSessionSchema) ?? null),
    save: session => {
      values.write(name, storedSessionSchema.parse(session))
      return Promise.resolve()
    },
  }
}
