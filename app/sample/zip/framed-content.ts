import { crc32 } from 'node:zlib'
import { combineCrc32, crcShiftFor } from './crc32.ts'
import {
  END_OF_DEFLATE,
  STORED_BLOCK_OVERHEAD,
  storedBlock,
  type ByteSource,
  type EntryContent,
  type Method,
} from './content.ts'
import { elementAt, type TemplateSet } from './template.ts'

/**
 * Content of any size that is never held: a head, then equal frames, then a tail. A frame is a label of its own (so that
 * no two frames are alike and a misplaced one shows in the checksum) followed by all templates, rotated by its number.
 */
export type FramedParts = {
  readonly head: Uint8Array // at most 65,535 bytes
  readonly frames: number
  /** Must give the same number of bytes for every frame; '' for none. */
  readonly label: (frame: number) => string
  readonly templates: TemplateSet
  readonly tail: Uint8Array // at most 65,535 bytes
}

export function framedContent(parts: FramedParts): EntryContent {
  const lengths = lengthsOf(parts)
  let checksum: number | undefined
  return {
    sizeBytes: measure(parts, lengths, 0).sizeBytes,
    get crc32() {
      return (checksum ??= checksumOf(parts))
    },
    packedBytes: method => measure(parts, lengths, method).sizeBytes,
    packed: method => frameSource(parts, measure(parts, lengths, method), method),
  }
}

/** The lengths of all parts in one packed form, in bytes. */
type Measures = {
  readonly headBytes: number
  readonly labelBytes: number
  readonly frameBytes: number
  readonly framesEnd: number
  readonly sizeBytes: number
}

/** Lengths before packing. */
type Lengths = { readonly head: number; readonly label: number; readonly tail: number }

function lengthsOf({ head, label, tail }: FramedParts): Lengths {
  return { head: head.length, label: Buffer.byteLength(label(0)), tail: tail.length }
}

function measure(parts: FramedParts, { head, label, tail }: Lengths, method: Method): Measures {
  const wrapped = (bytes: number): number => (method === 8 && bytes > 0 ? bytes + STORED_BLOCK_OVERHEAD : bytes)
  const headBytes = wrapped(head)
  const labelBytes = wrapped(label)
  const frameBytes = labelBytes + (method === 8 ? parts.templates.deflatedBytes : parts.templates.sizeBytes)
  const framesEnd = headBytes + frameBytes * parts.frames
  const endBytes = method === 8 ? END_OF_DEFLATE.length : 0
  return { headBytes, labelBytes, frameBytes, framesEnd, sizeBytes: framesEnd + wrapped(tail) + endBytes }
}

function frameSource(parts: FramedParts, measures: Measures, method: Method): ByteSource {
  const pieceAt = (position: number): Piece => locate(parts, method, measures, position)
  return {
    sizeBytes: measures.sizeBytes,
    copy: (from, to, target, offset) => {
      for (let position = from; position < to;) {
        const { bytes, start } = pieceAt(position)
        const part = bytes.subarray(position - start, to - start)
        target.set(part, offset + position - from)
        position += part.length
      }
    },
  }
}

/** Bytes made as one, and where they begin. */
type Piece = { readonly bytes: Uint8Array; readonly start: number }

function locate(parts: FramedParts, method: Method, measures: Measures, position: number): Piece {
  const { headBytes, labelBytes, frameBytes, framesEnd } = measures
  if (position < headBytes) return { bytes: wrap(parts.head, method), start: 0 }
  if (position >= framesEnd) return { bytes: ending(parts.tail, method), start: framesEnd }
  const frame = Math.floor((position - headBytes) / frameBytes)
  const start = headBytes + frame * frameBytes
  if (position < start + labelBytes) return { bytes: wrap(Buffer.from(parts.label(frame)), method), start }
  return templateAt(parts.templates, method, { frame, start: start + labelBytes, position })
}

type Place = { readonly frame: number; readonly start: number; readonly position: number }

function templateAt(templates: TemplateSet, method: Method, { frame, start, position }: Place): Piece {
  let from = start
  for (let turn = frame; ; turn++) {
    const template = elementAt(templates.list, turn)
    const bytes = method === 8 ? template.deflated : template.bytes
    if (position < from + bytes.length) return { bytes, start: from }
    from += bytes.length
  }
}

function wrap(bytes: Uint8Array, method: Method): Uint8Array {
  return method === 8 && bytes.length > 0 ? storedBlock(bytes) : bytes
}

function ending(tail: Uint8Array, method: Method): Uint8Array {
  return method === 8 ? Buffer.concat([wrap(tail, method), END_OF_DEFLATE]) : tail
}

function checksumOf(parts: FramedParts): number {
  let sum = crc32(parts.head)
  for (let frame = 0; frame < parts.frames; frame++) {
    sum = appended(sum, Buffer.from(parts.label(frame)))
    sum = combineCrc32(sum, parts.templates.shift, elementAt(parts.templates.rotatedCrc32, frame))
  }
  return appended(sum, parts.tail)
}

function appended(sum: number, bytes: Uint8Array): number {
  return bytes.length === 0 ? sum : combineCrc32(sum, crcShiftFor(bytes.length), crc32(bytes))
}
