import { z } from 'zod'

/** Milliseconds since 1970-01-01 UTC. */
export const timeMsSchema = z.int()
/** A count or a number of bytes: 0 … 2^53 − 1. */
export const countSchema = z.int().nonnegative()
/** One window of a long list. */
export const pageSchema = { offset: countSchema, limit: z.int().min(1).max(500) }
/** Calls without arguments take an empty object. */
export const nothingSchema = z.strictObject({})
