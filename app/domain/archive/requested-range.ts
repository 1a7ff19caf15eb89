import type { ByteRange } from '../byte-range.ts'

/** What a `Range` header asks for. Nothing, several ranges and what is no range at all mean the whole. */
export type RequestedRange =
  { readonly kind: 'whole' } | { readonly kind: 'part'; readonly range: ByteRange } | { readonly kind: 'unsatisfiable' }

const whole: RequestedRange = { kind: 'whole' }
const unsatisfiable: RequestedRange = { kind: 'unsatisfiable' }

/** Reads a `Range` header for content of a size, as RFC 9110 has it: units and lists that we do not serve are ignored. */
export function readRangeHeader(header: string | null, sizeBytes: number): RequestedRange {
  const found = /^bytes=(\d*)-(\d*)$/i.exec(header?.trim() ?? '')
  if (!found) return whole
  const [, first = '', last = ''] = found
  if (first === '') return last === '' ? whole : suffix(Number(last), sizeBytes)
  if (last !== '' && Number(last) < Number(first)) return whole // no valid range: as if it were not there
  if (Number(first) >= sizeBytes) return unsatisfiable
  const end = last === '' ? sizeBytes : Math.min(sizeBytes, Number(last) + 1)
  return { kind: 'part', range: { start: Number(first), end } }
}

function suffix(bytes: number, sizeBytes: number): RequestedRange {
  if (bytes === 0 || sizeBytes === 0) return unsatisfiable
  return { kind: 'part', range: { start: Math.max(0, sizeBytes - bytes), end: sizeBytes } }
}
