/** What part of an object a request asks for; `end` is exclusive. */
export type RequestedRange =
  | { readonly kind: 'whole' }
  | { readonly kind: 'part'; readonly start: number; readonly end: number }
  | { readonly kind: 'unsatisfiable' }

/**
 * Reads a Range header (RFC 9110, 14.2) the way cloud stores do: one range, clamped to the object; several ranges, other
 * units and malformed ones are ignored, which means the whole object.
 */
export function readRange(header: string | undefined, sizeBytes: number): RequestedRange {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '')
  const [first, last] = [match?.[1] ?? '', match?.[2] ?? '']
  if (first === '' && last === '') return { kind: 'whole' }
  if (first === '') return suffix(Number(last), sizeBytes)
  const start = Number(first)
  const end = last === '' ? sizeBytes : Math.min(Number(last) + 1, sizeBytes)
  if (last !== '' && Number(last) < start) return { kind: 'whole' }
  return start >= sizeBytes ? { kind: 'unsatisfiable' } : { kind: 'part', start, end }
}

function suffix(lengthBytes: number, sizeBytes: number): RequestedRange {
  if (lengthBytes === 0 || sizeBytes === 0) return { kind: 'unsatisfiable' }
  return { kind: 'part', start: Math.max(0, sizeBytes - lengthBytes), end: sizeBytes }
}
