import { createHash } from 'node:crypto'
import { crc32c } from '@node-rs/crc32'

/** Generated and summed up in some hundredths of a second. Of a larger object it is left out, as other stores do. */
const cheapBytes = 8 * 1024 * 1024

type Summable = { readonly sizeBytes: number; read(start: number, end: number): Iterable<Uint8Array> }

/** What Google Cloud Storage sends as `x-goog-hash` of a whole object; undefined where working it out takes long. */
export function googleHash(object: Summable): string | undefined {
  if (object.sizeBytes > cheapBytes) return undefined
  const md5 = createHash('md5')
  let crc = 0
  for (const piece of object.read(0, object.sizeBytes)) {
    md5.update(piece)
    crc = crc32c(piece, crc)
  }
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(crc >>> 0)
  return `crc32c=${bytes.toString('base64')},md5=${md5.digest('base64')}`
}
