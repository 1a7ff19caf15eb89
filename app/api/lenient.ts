import { z } from 'zod'
import { parseTimestamp } from './timestamps.ts'

// Fields as the service may send them. None of these ever fails: what cannot be understood is null or empty, so that
// one odd value never hides a task, nor one odd task a page.

/** Text; numbers and truth values as text. */
export const text = z
  .union([z.string(), z.number().transform(String), z.boolean().transform(String)])
  .nullable()
  .catch(null)

const numericText = z
  .string()
  .trim()
  .regex(/^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i)
  .transform(Number)

/** A finite number, also when it comes as text. */
export const number = z.union([z.number(), numericText]).nullable().catch(null)

/** A count that fits a safe integer: rounded, null when negative. */
export const count = number.transform(value => {
  const rounded = value === null ? -1 : Math.round(value)
  return Number.isSafeInteger(rounded) && rounded >= 0 ? rounded : null
})

export const flag = z
  .union([z.boolean(), z.literal([0, 1]).transform(Boolean), z.literal(['true', 'false']).transform(v => v === 'true')])
  .nullable()
  .catch(null)

/** Milliseconds since 1970; a time without zone is UTC. */
export const time = text.transform(value => (value === null ? null : parseTimestamp(value)))

/** An object with any values; empty when it is something else. */
export const anyObject = z.record(z.string(), z.unknown()).catch({})

/** Text values of an object. Nulls are left out, nested values become JSON. */
export const textRecord = anyObject.transform(record =>
  Object.fromEntries(
    Object.entries(record).flatMap(([name, value]) =>
      value === null || value === undefined ? [] : [[name, typeof value === 'string' ? value : JSON.stringify(value)]],
    ),
  ),
)

/** Numbers of an object; everything else is left out. */
export const numberRecord = anyObject.transform(record =>
  Object.fromEntries(
    Object.entries(record).flatMap(([name, value]) => {
      const parsed = number.parse(value)
      return parsed === null ? [] : [[name, parsed]]
    }),
  ),
)

/** The elements that parse, in their order. Something that is not a list is an empty one. */
export function listOf<T extends z.ZodType>(element: T) {
  return z
    .array(z.unknown())
    .catch([])
    .transform(values =>
      values.flatMap(value => {
        const parsed = element.safeParse(value)
        return parsed.success ? [parsed.data] : []
      }),
    )
}
