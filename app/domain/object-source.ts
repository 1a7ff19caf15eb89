import type { ByteRange } from './byte-range.ts'

/** What all bytes of an object sum up to, as storage says. CRC-32C is written as four bytes, highest first. */
export type StorageChecksum = { readonly kind: 'crc32c' | 'md5'; readonly base64: string }

/**
 * What proves that a remote object is still the one we started with: its size, and its strong ETag where it has one.
 * A checksum is told by some storage only, and perhaps not in every answer: where two tell the same kind, they agree.
 */
export type ObjectIdentity = {
  readonly sizeBytes: number
  readonly validator: string | null
  readonly storageChecksum?: StorageChecksum | undefined
}

/** A run of bytes as it arrives. `body` yields exactly the bytes of `range`, or throws. It must be read or cancelled. */
export type RangeBody = {
  readonly identity: ObjectIdentity
  readonly range: ByteRange
  readonly body: AsyncIterable<Uint8Array>
}

/**
 * Takes bytes as they come. Their memory is good until it returns, or the promise it answers is fulfilled: what is kept
 * has to be copied. Until then no more come; where it fails, the reading ends with its error.
 */
export type TakeBytes = (chunk: Uint8Array) => Promise<void> | undefined

/**
 * Reads byte ranges of one remote object through a signed URL, which it renews by itself when storage refuses it.
 * Fails with an `AppError`: `RequestFailed` where another attempt may help, `ObjectChanged` when the object is another
 * one by now, `RangesUnsupported`, `StorageRefused`. Never retries by itself apart from renewing the URL: how often and
 * how long is the caller's policy (`domain/transfer/retry-policy.ts`).
 */
export interface ObjectSource {
  /** The last `bytes` bytes, fewer where the object is smaller. Tells the identity. */
  openTail(bytes: number, signal: AbortSignal): Promise<RangeBody>
  /** Fails with `ObjectChanged` unless size and validator are those of `expected`. The range must lie inside the object. */
  openRange(range: ByteRange, expected: ObjectIdentity, signal: AbortSignal): Promise<RangeBody>
  /** As `openRange`, for large ranges: everything goes through `take`. Resolves once exactly the bytes of the range went. */
  readRange(range: ByteRange, expected: ObjectIdentity, signal: AbortSignal, take: TakeBytes): Promise<void>
}

/** Hands what a range brings to `take`, for sources that have no cheaper way. */
export async function pourRange({ body }: Pick<RangeBody, 'body'>, take: TakeBytes): Promise<void> {
  for await (const chunk of body) await take(chunk)
}
