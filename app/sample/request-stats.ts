/** One answered (or broken off) request. `path` is decoded and has no query: it never holds a signature. */
export type RequestRecord = {
  readonly scope: 'api' | 'storage'
  readonly method: string
  readonly path: string
  readonly query: Readonly<Record<string, unknown>> // of API requests only
  readonly range: string | undefined // the Range header
  readonly status: number // 0: the connection was closed without an answer
  readonly bodyBytes: number
}

export type RequestFilter = Partial<Pick<RequestRecord, 'scope' | 'method' | 'path' | 'status'>>

/** What has been asked of the service, for tests and for measuring. Holds the newest 20,000 requests. */
export type RequestStats = {
  /** Notes a request as it is answered. What it gives back counts body bytes as they are handed over. */
  begin(request: Omit<RequestRecord, 'bodyBytes'>): (bodyBytes: number) => void
  /** Newest last. */
  requests(filter?: RequestFilter): readonly RequestRecord[]
  count(filter?: RequestFilter): number
  bodyBytes(filter?: RequestFilter): number
  reset(): void
}

const KEPT = 20_000
type Counted = Omit<RequestRecord, 'bodyBytes'> & { bodyBytes: number }

export function createRequestStats(): RequestStats {
  let records: Counted[] = []
  const matching = (filter: RequestFilter = {}): readonly RequestRecord[] =>
    records.filter(record => isMatch(record, filter))
  return {
    begin: request => {
      const counted: Counted = { ...request, bodyBytes: 0 }
      records.push(counted)
      if (records.length >= 2 * KEPT) records = records.slice(-KEPT)
      return bodyBytes => void (counted.bodyBytes += bodyBytes)
    },
    requests: matching,
    count: filter => matching(filter).length,
    bodyBytes: filter => matching(filter).reduce((sum, { bodyBytes }) => sum + bodyBytes, 0),
    reset: () => void (records = []),
  }
}

function isMatch(record: RequestRecord, { scope, method, path, status }: RequestFilter): boolean {
  if (scope !== undefined && record.scope !== scope) return false
  if (method !== undefined && record.method !== method) return false
  if (path !== undefined && !record.path.includes(path)) return false
  return status === undefined || record.status === status
}
