import { z } from 'zod'

/** Free text by free names, as tasks and projects carry it. A null value removes nothing and is kept out. */
export const metadataSchema = z
  .record(z.string().min(1), z.string().nullable())
  .transform(entries =>
    Object.fromEntries(Object.entries(entries).filter((entry): entry is [string, string] => entry[1] !== null)),
  )
