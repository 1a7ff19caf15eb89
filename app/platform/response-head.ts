/** Status and headers of an answer; names in lower case, values of repeated names joined by ", ". */
export type ParsedHead = {
  readonly status: number
  readonly headers: Readonly<Record<string, string | undefined>>
  /** Whether the connection may carry another request after this one. */
  readonly isPersistent: boolean
  /** Of the body; null where only its end tells (chunked, or until the connection closes). */
  readonly contentLength: number | null
}

/** An answer that does not follow RFC 9112: nothing of it can be trusted. */
export class HeadMalformed extends Error {
  override readonly name = 'HeadMalformed'
  readonly code = 'HTTP_HEAD_MALFORMED'
}

const statusLine = /^HTTP\/1\.([01]) (\d{3})(?: .*)?$/
const fieldLine = /^([!#$%&'*+\-.^_`|~0-9A-Za-z]+):[ \t]*(.*?)[ \t]*$/

/**
 * Reads the head of an HTTP/1.x answer (RFC 9112, 4 and 5), strictly: a line that is folded, a field without a name, or
 * two lengths that differ are refused.
 *
 * @param text  From the first byte to before the empty line; one character per byte.
 */
export function parseHead(text: string): ParsedHead {
  const [first = '', ...lines] = text.split('\r\n')
  const [, minor, status] = statusLine.exec(first) ?? malformed('status line')
  const headers = readFields(lines)
  return {
    status: Number(status),
    headers,
    isPersistent: minor === '1' && !/\bclose\b/i.test(headers['connection'] ?? ''),
    contentLength: headers['transfer-encoding'] === undefined ? lengthOf(headers['content-length']) : null,
  }
}

function readFields(lines: readonly string[]): Record<string, string> {
  const headers: Record<string, string> = Object.create(null) as Record<string, string>
  for (const line of lines) {
    const [, name, value = ''] = fieldLine.exec(line) ?? malformed('field')
    const key = (name ?? '').toLowerCase()
    headers[key] = headers[key] === undefined ? value : `${headers[key]}, ${value}`
  }
  return headers
}

function lengthOf(text: string | undefined): number | null {
  if (text === undefined) return null
  return /^\d{1,15}$/.test(text) ? Number(text) : malformed('length')
}

function malformed(what: string): never {
  throw new HeadMalformed(`the answer has a malformed ${what}`)
}
