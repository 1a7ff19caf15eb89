import { constants, crc32, deflateRawSync } from 'node:zlib'
import { combineCrc32, crcShiftFor, type CrcShift } from './crc32.ts'

/**
 * A block of content that many entries share. Its deflated form ends on a byte (a sync flush) and refers to nothing
 * before it, so that blocks can follow each other in any order and still be one valid deflate stream.
 */
export type Template = { readonly bytes: Uint8Array; readonly deflated: Uint8Array; readonly crc32: number }

/** A text that stands for itself, measured once: what many entries begin or end with. At most 65,535 bytes. */
export type Block = { readonly bytes: Uint8Array; readonly crc32: number; readonly shift: CrcShift }

export function createBlock(text: string): Block {
  const bytes = Buffer.from(text)
  return { bytes, crc32: crc32(bytes), shift: crcShiftFor(bytes.length) }
}

/** Templates that always come together, beginning with any of them. */
export type TemplateSet = {
  readonly list: readonly Template[]
  readonly sizeBytes: number
  readonly deflatedBytes: number
  readonly shift: CrcShift // of all together
  readonly rotatedCrc32: readonly number[] // of all together, by the one that comes first
}

export function createTemplateSet(contents: readonly (Uint8Array | string)[]): TemplateSet {
  const list = contents.map(createTemplate)
  const sizeBytes = list.reduce((sum, { bytes }) => sum + bytes.length, 0)
  return {
    list,
    sizeBytes,
    deflatedBytes: list.reduce((sum, { deflated }) => sum + deflated.length, 0),
    shift: crcShiftFor(sizeBytes),
    rotatedCrc32: list.map((_, first) => rotatedCrc32(list, first)),
  }
}

/** The element at a position of an endless repetition of the list. */
export function elementAt<T>(list: readonly T[], position: number): T {
  const element = list[position % list.length]
  if (element === undefined) throw new RangeError('A template set needs at least one template')
  return element
}

function createTemplate(content: Uint8Array | string): Template {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content
  const deflated = deflateRawSync(bytes, { level: 1, finishFlush: constants.Z_SYNC_FLUSH })
  return { bytes, deflated, crc32: crc32(bytes) }
}

function rotatedCrc32(list: readonly Template[], first: number): number {
  return list.reduce((sum, _, turn) => {
    const template = elementAt(list, first + turn)
    return combineCrc32(sum, crcShiftFor(template.bytes.length), template.crc32)
  }, 0)
}
