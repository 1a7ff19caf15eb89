/** A run of bytes: `start` inclusive, `end` exclusive, counted from the first byte of the object. */
export type ByteRange = { readonly start: number; readonly end: number }

export function byteLength({ start, end }: ByteRange): number {
  return end - start
}

/** The value of an HTTP `Range` header (RFC 9110, 14.1.2), whose last byte is inclusive. The range must not be empty. */
export function rangeHeader({ start, end }: ByteRange): string {
  return `bytes=${start}-${end - 1}`
}
