import { combineCrc32 } from './crc32.ts'
import {
  END_OF_DEFLATE,
  STORED_BLOCK_OVERHEAD,
  storedBlock,
  type ByteSource,
  type EntryContent,
  type Method,
} from './content.ts'
import { createBlock, elementAt, type Block, type TemplateSet } from './template.ts'

/**
 * Content of any size that is never held: a head, then equal frames, then a tail. A frame is a label of its own (so that
 * no two frames are alike and a misplaced one shows in the checksum) followed by all templates, rotated by its number.
 */
export type FramedParts = {
  readonly head: Block
  readonly frames: number
  /** Must give the same number of bytes for every frame; '' for none. */
  readonly label: (frame: number) => string
  readonly templates: TemplateSet
  readonly tail: Block
}

export function framedContent(parts: FramedParts): EntryContent {
  return new FramedContent(parts)
}

/** A class, because an archive makes one for each of its entries each time it is walked. */
class FramedContent implements EntryContent {
  readonly sizeBytes: number
  readonly #parts: FramedParts
  #checksum: number | undefined

  constructor(parts: FramedParts) {
    this.#parts = parts
    this.sizeBytes = measure(parts, 0).sizeBytes
  }

  get crc32(): number {
    return (this.#checksum ??= checksumOf(this.#parts))
  }

  packedBytes(method: Method): number {
    return measure(this.#parts, method).sizeBytes
  }

  packed(method: Method): ByteSource {
    return frameSource(this.#parts, measure(this.#parts, method), method)
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

function measure({ head, frames, label, templates, tail }: FramedParts, method: Method): Measures {
  const overhead = method === 8 ? STORED_BLOCK_OVERHEAD : 0
  const headBytes = wrappedBytes(head.bytes.length, overhead)
  const labelBytes = wrappedBytes(Buffer.byteLength(label(0)), overhead)
  const frameBytes = labelBytes + (method === 8 ? templates.deflatedBytes : templates.sizeBytes)
  const framesEnd = headBytes + frameBytes * frames
  const endBytes = wrappedBytes(tail.bytes.length, overhead) + (method === 8 ? END_OF_DEFLATE.length : 0)
  return { headBytes, labelBytes, frameBytes, framesEnd, sizeBytes: framesEnd + endBytes }
}

function wrappedBytes(lengthBytes: number, overhead: number): number {
  return lengthBytes === 0 ? 0 : lengthBytes + overhead
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
  if (position < headBytes) return { bytes: wrap(parts.head.bytes, method), start: 0 }
  if (position >= framesEnd) return { bytes: ending(parts.tail.bytes, method), start: framesEnd }
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

function checksumOf({ head, frames, label, templates, tail }: FramedParts): number {
  const hasLabels = label(0) !== ''
  let sum = head.crc32
  for (let frame = 0; frame < frames; frame++) {
    if (hasLabels) sum = appended(sum, createBlock(label(frame)))
    sum = combineCrc32(sum, templates.shift, elementAt(templates.rotatedCrc32, frame))
  }
  return appended(sum, tail)
}

function appended(sum: number, { bytes, shift, crc32 }: Block): number {
  return bytes.length === 0 ? sum : combineCrc32(sum, shift, crc32)
}
