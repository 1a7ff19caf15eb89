import { isLarge } from './plan-units.ts'

type Packed = { readonly method: number; readonly sizeBytes: number; readonly compressedBytes: number }

const stored = 0

/**
 * Room that transfers take beside the files themselves: the compressed bytes of the large entries unpacked at one time.
 * Stored entries are written in place, small ones go through memory.
 *
 * @param unpackers  Large entries unpacked at the same time; at least 1.
 */
export function spoolRoom(entries: Iterable<Packed>, unpackers: number): number {
  const spooled: number[] = []
  for (const entry of entries) if (isLarge(entry) && entry.method !== stored) spooled.push(entry.compressedBytes)
  const largest = spooled.sort((a, b) => b - a).slice(0, unpackers)
  return largest.reduce((sum, bytes) => sum + bytes, 0)
}
