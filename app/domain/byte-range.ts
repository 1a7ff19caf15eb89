/** A run of bytes: `start` inclusive, `end` exclusive, counted from the first byte of the object. */
export type ByteRange = { readonly start: number; readonly end: number }

export function byteLength({ start, end }: ByteRange): number {
  return end - start
}

/** The value of an HTTP `Range` header (RFC 9110, 14.1.2), whose last byte is inclusive. The range must not be empty. */
export function rangeHeader({ start, end }: ByteRange): string {
  return `bytes=${start}-${end - 1}`
}

/** What a `Content-Range` header states; `range` is null in an answer 416, which names the size alone. */
export type ContentRange = { readonly range: ByteRange | null; readonly sizeBytes: number }

/** Reads a `Content-Range` header (RFC 9110, 14.4). Null when it is absent, malformed, or hides the object's size. */
export function parseContentRange(value: string | undefined): ContentRange | null {
  const match = /^bytes (?:(\d{1,15})-(\d{1,15})|\*)\/(\d{1,15})$/i.exec(value?.trim() ?? '')
  if (!match) return null
  const sizeBytes = Number(match[3])
  if (match[1] === undefined) return { range: null, sizeBytes }
  const range = { start: Number(match[1]), end: Number(match[2]) + 1 }
  return range.start < range.end && range.end <= sizeBytes ? { range, sizeBytes } : null
}
