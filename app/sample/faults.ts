/**
 * What can go wrong with one answer. The first three befall both scopes, the others storage only. Offsets and counts in bytes;
 * `offset` counts from the object's first byte.
 */
export type Fault =
  /** Waits before anything is answered. */
  | { readonly kind: 'latency'; readonly delayMs: number }
  /** Closes the connection without an answer. */
  | { readonly kind: 'reset' }
  /** Answers this instead; without a body, one such as the real service gives. */
  | { readonly kind: 'answer'; readonly status: number; readonly retryAfterSeconds?: number; readonly body?: string }
  /** Bytes of a body per second, on each connection. */
  | { readonly kind: 'rate'; readonly bytesPerSecond: number }
  /** Sends this much of the body and then nothing, with the connection open. */
  | { readonly kind: 'stall'; readonly afterBytes: number }
  /** Sends this much of the body and closes the connection. */
  | { readonly kind: 'cut'; readonly afterBytes: number }
  /** Flips all bits of one byte of the object. */
  | { readonly kind: 'corrupt'; readonly offset: number }
  /** Answers a ranged request with 200 and the whole object. */
  | { readonly kind: 'ignore-range' }
  /** States a range that begins this many bytes later than what is sent. */
  | { readonly kind: 'wrong-range'; readonly shift: number }
  /** Another validator, as if the object had been replaced. */
  | { readonly kind: 'etag'; readonly etag: string }
  /** Another hash of the whole object, as `x-goog-hash` has it: `crc32c=…,md5=…`. */
  | { readonly kind: 'hash'; readonly googHash: string }
  /** States a length that is off by this much; the body is as it should be. */
  | { readonly kind: 'wrong-length'; readonly delta: number }

/** Which requests a fault befalls. All that is absent matches everything. */
export type FaultRule = {
  readonly scope: 'api' | 'storage'
  readonly method?: string
  readonly path?: string // part of the path, after percent-decoding
  readonly skip?: number // matching requests that are let through first
  readonly count?: number // matching requests it befalls after those; without it, all
  readonly afterMs?: number // real time from the switching on
  readonly fault: Fault
}

export type FaultRequest = { readonly scope: 'api' | 'storage'; readonly method: string; readonly path: string }

export type FaultSwitches = {
  /** Switches a fault on. Answers how to switch it off again; idempotent. */
  add(rule: FaultRule): () => void
  clear(): void
  /** The faults that befall a request. Asking counts the request. */
  take(request: FaultRequest): readonly Fault[]
}

export function createFaultSwitches(monotonicMs: () => number): FaultSwitches {
  const active = new Set<ActiveRule>()
  return {
    add: rule => {
      const entry: ActiveRule = { rule, sinceMs: monotonicMs(), seen: 0 }
      active.add(entry)
      return () => void active.delete(entry)
    },
    clear: () => active.clear(),
    take: request => [...active].filter(entry => befalls(entry, request, monotonicMs())).map(({ rule }) => rule.fault),
  }
}

/** The fault of one kind among those that befall a request. */
export function findFault<K extends Fault['kind']>(
  faults: readonly Fault[],
  kind: K,
): Extract<Fault, { kind: K }> | undefined {
  return faults.find((fault): fault is Extract<Fault, { kind: K }> => fault.kind === kind)
}

type ActiveRule = { readonly rule: FaultRule; readonly sinceMs: number; seen: number }

function befalls(entry: ActiveRule, request: FaultRequest, nowMs: number): boolean {
  const { scope, method, path, skip = 0, count = Infinity, afterMs = 0 } = entry.rule
  if (scope !== request.scope || nowMs - entry.sinceMs < afterMs) return false
  if (method !== undefined && method !== request.method) return false
  if (path !== undefined && !request.path.includes(path)) return false
  entry.seen += 1
  return entry.seen > skip && entry.seen <= skip + count
}
