import type { StorageChecksum } from '../object-source.ts'

/** Base64 of 4 and of 16 bytes (RFC 4648, 4), in the one way each can be written: values are compared as text. */
const crc32cText = /^[A-Za-z0-9+/]{5}[AQgw]==$/
const md5Text = /^[A-Za-z0-9+/]{21}[AQgw]==$/

/**
 * What storage says the whole stored object sums up to, by the headers of any answer, also of one to a range; undefined
 * where it says nothing that can be relied on. What is malformed, or said twice and differently, counts as not said.
 *
 * Google Cloud Storage sends `x-goog-hash: crc32c=…,md5=…`, in one line or two; of a composite object the first alone.
 * CRC-32C goes first: it is far cheaper. The hash is that of the stored bytes, so it says nothing of an object that is
 * stored compressed and served unpacked.
 *
 * S3's `x-amz-checksum-…` are not read: they come only to who asks for them, and on an answer to a range they may be
 * those of a part of the object.
 *
 * @param headers  Names in lower case; several lines of one name joined by commas.
 */
export function readStorageChecksum(
  headers: Readonly<Record<string, string | undefined>>,
): StorageChecksum | undefined {
  if ((headers['x-goog-stored-content-encoding'] ?? 'identity') !== 'identity') return undefined
  const stated = (headers['x-goog-hash'] ?? '').split(',').map(part => part.trim())
  const crc32c = onlyValue(stated, 'crc32c=', crc32cText)
  if (crc32c !== undefined) return { kind: 'crc32c', base64: crc32c }
  const md5 = onlyValue(stated, 'md5=', md5Text)
  return md5 === undefined ? undefined : { kind: 'md5', base64: md5 }
}

function onlyValue(stated: readonly string[], prefix: string, form: RegExp): string | undefined {
  const values = new Set(stated.filter(part => part.startsWith(prefix)).map(part => part.slice(prefix.length)))
  const [value] = values
  return values.size === 1 && value !== undefined && form.test(value) ? value : undefined
}
