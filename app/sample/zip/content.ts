/** How an entry's bytes are packed: 0 stored, 8 deflate (APPNOTE 4.4.5). */
export type Method = 0 | 8

/** A run of bytes that can be produced for any part of it, always the same. Sizes and offsets in bytes. */
export type ByteSource = {
  readonly sizeBytes: number
  /** Copies the bytes from `start` (inclusive) to `end` (exclusive) into `target`, beginning at `at`. */
  copy(start: number, end: number, target: Uint8Array, at: number): void
}

/** The unpacked content of one entry, which knows its packed forms. */
export type EntryContent = {
  readonly sizeBytes: number
  readonly crc32: number
  /** How many bytes `packed` would have; cheap. */
  packedBytes(method: Method): number
  packed(method: Method): ByteSource
}

/** A deflate block that only copies (RFC 1951, 3.2.4): five bytes in front of at most 65,535. Must start on a byte. */
export const STORED_BLOCK_OVERHEAD = 5
export const MAX_STORED_BLOCK = 65_535

/** Ends a deflate stream: a final, empty block with fixed codes. */
export const END_OF_DEFLATE = Uint8Array.of(0x03, 0x00)

/** Wraps bytes into one deflate block that is not the last. */
export function storedBlock(bytes: Uint8Array): Uint8Array {
  if (bytes.length > MAX_STORED_BLOCK) throw new RangeError(`A stored block holds 65535 bytes, got ${bytes.length}`)
  const block = Buffer.allocUnsafe(STORED_BLOCK_OVERHEAD + bytes.length)
  block.writeUInt8(0, 0)
  block.writeUInt16LE(bytes.length, 1)
  block.writeUInt16LE(bytes.length ^ 0xffff, 3)
  block.set(bytes, STORED_BLOCK_OVERHEAD)
  return block
}

/** Bytes that stand in memory. */
export function memorySource(bytes: Uint8Array): ByteSource {
  return {
    sizeBytes: bytes.length,
    copy: (start, end, target, at) => target.set(bytes.subarray(start, end), at),
  }
}
