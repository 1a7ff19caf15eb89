import { decodeText, type DecodedText } from '../domain/archive/decode-text.ts'
import { EntryNotText } from './archive-errors.ts'
import type { EntryRequest } from './entry-bytes.ts'
import { openEntry } from './entry-stream.ts'

export type EntryText = DecodedText & {
  readonly isComplete: boolean
  readonly isVerified: boolean
}

/** Of an entry that is not read to its end, this much is asked for at a time, or a quarter of what may be needed. */
const smallestStepBytes = 64 * 1024

/**
 * The first `maxBytes` unpacked bytes of an entry as text, reading little more than they need.
 *
 * @throws EntryNotText, and what `openEntry` throws
 */
export async function readEntryText(request: EntryRequest, maxBytes: number): Promise<EntryText> {
  const isComplete = request.entry.sizeBytes <= maxBytes
  const stepBytes = isComplete ? Number.MAX_SAFE_INTEGER : Math.max(smallestStepBytes, Math.ceil(maxBytes / 4))
  const bytes = await readStart(request, { maxBytes, stepBytes })
  const decoded = decodeText(bytes, isComplete)
  if (!decoded) throw new EntryNotText('the content is binary')
  return { ...decoded, isComplete, isVerified: isComplete } // a complete read ends only when its CRC-32 is right
}

async function readStart(
  request: EntryRequest,
  { maxBytes, stepBytes }: { readonly maxBytes: number; readonly stepBytes: number },
): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let received = 0
  for await (const chunk of openEntry(request, stepBytes)) {
    chunks.push(chunk)
    received += chunk.length
    if (received >= maxBytes && request.entry.sizeBytes > maxBytes) break
  }
  return Buffer.concat(chunks).subarray(0, maxBytes)
}
