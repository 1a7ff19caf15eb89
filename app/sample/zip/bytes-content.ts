import { crc32, deflateRawSync } from 'node:zlib'
import { memorySource, type EntryContent, type Method } from './content.ts'

/** Content that is made once, when first needed, and then kept in memory: for texts, tables and images. */
export function bytesContent(make: () => Uint8Array | string): EntryContent {
  let made: Made | undefined
  const get = (): Made => (made ??= measure(make()))
  return {
    get sizeBytes() {
      return get().bytes.length
    },
    get crc32() {
      return get().crc32
    },
    packedBytes: method => packedForm(get(), method).length,
    packed: method => memorySource(packedForm(get(), method)),
  }
}

type Made = { readonly bytes: Uint8Array; readonly crc32: number; deflated?: Uint8Array }

function measure(content: Uint8Array | string): Made {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content
  return { bytes, crc32: crc32(bytes) }
}

function packedForm(made: Made, method: Method): Uint8Array {
  if (method === 0) return made.bytes
  return (made.deflated ??= deflateRawSync(made.bytes, { level: 1 }))
}
