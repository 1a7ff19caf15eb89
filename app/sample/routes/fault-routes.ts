import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { FaultSwitches } from '../faults.ts'
import { parseInput } from './problems.ts'

const bytes = z.int().nonnegative()
const faultSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('latency'), delayMs: z.number().nonnegative() }),
  z.strictObject({ kind: z.literal('reset') }),
  z.strictObject({
    kind: z.literal('answer'),
    status: z.int().min(200).max(599),
    retryAfterSeconds: z.int().nonnegative().exactOptional(),
    body: z.string().exactOptional(),
  }),
  z.strictObject({ kind: z.literal('rate'), bytesPerSecond: z.number().positive() }),
  z.strictObject({ kind: z.literal('stall'), afterBytes: bytes }),
  z.strictObject({ kind: z.literal('cut'), afterBytes: bytes }),
  z.strictObject({ kind: z.literal('corrupt'), offset: bytes }),
  z.strictObject({ kind: z.literal('ignore-range') }),
  z.strictObject({ kind: z.literal('wrong-range'), shift: z.int() }),
  z.strictObject({ kind: z.literal('etag'), etag: z.string() }),
  z.strictObject({ kind: z.literal('hash'), googHash: z.string() }),
  z.strictObject({ kind: z.literal('wrong-length'), delta: z.int() }),
])
const ruleSchema = z.strictObject({
  scope: z.enum(['api', 'storage']),
  method: z.string().exactOptional(),
  path: z.string().exactOptional(),
  skip: z.int().nonnegative().exactOptional(),
  count: z.int().positive().exactOptional(),
  afterMs: z.number().nonnegative().exactOptional(),
  fault: faultSchema,
})

export const FAULT_PATH = '/__faults'

/** `PUT /__faults` with a list of rules replaces all that are on; `[]` switches all off. Needs the key like any call. */
export function addFaultRoutes(server: FastifyInstance, faults: FaultSwitches): void {
  server.put(FAULT_PATH, request => {
    const rules = parseInput(z.array(ruleSchema), 'body', request.body)
    faults.clear()
    for (const rule of rules) faults.add(rule)
    return { active: rules.length }
  })
}
