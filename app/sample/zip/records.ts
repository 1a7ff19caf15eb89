/**
 * The records of a zip file, byte for byte (APPNOTE.TXT 6.3.10; section numbers below). All numbers are little-endian,
 * all sizes and offsets in bytes.
 */

/** Fields that the local and the central header of an entry share, already as they shall stand in the file. */
export type HeaderFields = {
  readonly versionNeeded: number // 20: deflate or folders, 45: zip64
  readonly flags: number
  readonly method: number
  readonly modifiedAtMs: number
  readonly crc32: number
  readonly compressedBytes: number
  readonly sizeBytes: number
  readonly name: Uint8Array
  readonly extra: Uint8Array
}

export type CentralFields = HeaderFields & {
  readonly versionMadeBy: number // high byte 3: Unix
  readonly externalAttributes: number
  readonly headerOffset: number
}

export const FLAG_DESCRIPTOR = 1 << 3
export const FLAG_UTF8 = 1 << 11
export const IN_ZIP64 = 0xffff_ffff
export const LOCAL_HEADER_BYTES = 30
export const CENTRAL_HEADER_BYTES = 46

/** Local file header (4.3.7). */
export function encodeLocalHeader(fields: HeaderFields): Buffer {
  const header = Buffer.alloc(LOCAL_HEADER_BYTES + fields.name.length + fields.extra.length)
  header.writeUInt32LE(0x04034b50, 0)
  writeShared(header, 4, fields)
  header.set(fields.name, LOCAL_HEADER_BYTES)
  header.set(fields.extra, LOCAL_HEADER_BYTES + fields.name.length)
  return header
}

/** Central directory header (4.3.12), without a comment. */
export function encodeCentralHeader(fields: CentralFields): Buffer {
  const header = Buffer.alloc(CENTRAL_HEADER_BYTES + fields.name.length + fields.extra.length)
  header.writeUInt32LE(0x02014b50, 0)
  header.writeUInt16LE(fields.versionMadeBy, 4)
  writeShared(header, 6, fields)
  header.writeUInt32LE(fields.externalAttributes >>> 0, 38)
  header.writeUInt32LE(fields.headerOffset, 42)
  header.set(fields.name, CENTRAL_HEADER_BYTES)
  header.set(fields.extra, CENTRAL_HEADER_BYTES + fields.name.length)
  return header
}

/** Data descriptor (4.3.9) with its usual signature; `wide` writes 64-bit sizes. */
export function encodeDescriptor(crc32: number, compressedBytes: number, sizeBytes: number, wide: boolean): Buffer {
  const descriptor = Buffer.alloc(wide ? 24 : 16)
  descriptor.writeUInt32LE(0x08074b50, 0)
  descriptor.writeUInt32LE(crc32, 4)
  if (wide) {
    descriptor.writeBigUInt64LE(BigInt(compressedBytes), 8)
    descriptor.writeBigUInt64LE(BigInt(sizeBytes), 16)
  } else {
    descriptor.writeUInt32LE(compressedBytes, 8)
    descriptor.writeUInt32LE(sizeBytes, 12)
  }
  return descriptor
}

export type EndFields = {
  readonly count: number
  readonly directoryOffset: number
  readonly directoryBytes: number
  readonly madeBy: number
}

/** End of central directory (4.3.16), with the zip64 record and its locator (4.3.14, 4.3.15) in front where asked for. */
export function encodeEnd(fields: EndFields, isZip64: boolean): Buffer {
  const end = Buffer.alloc(22)
  const count = isZip64 ? Math.min(fields.count, 0xffff) : fields.count
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(count, 8)
  end.writeUInt16LE(count, 10)
  end.writeUInt32LE(Math.min(fields.directoryBytes, IN_ZIP64), 12)
  end.writeUInt32LE(Math.min(fields.directoryOffset, IN_ZIP64), 16)
  return isZip64 ? Buffer.concat([encodeEnd64(fields), end]) : end
}

function encodeEnd64({ count, directoryOffset, directoryBytes, madeBy }: EndFields): Buffer {
  const record = Buffer.alloc(56 + 20)
  record.writeUInt32LE(0x06064b50, 0)
  record.writeBigUInt64LE(44n, 4) // what follows this field
  record.writeUInt16LE(madeBy, 12)
  record.writeUInt16LE(45, 14)
  record.writeBigUInt64LE(BigInt(count), 24)
  record.writeBigUInt64LE(BigInt(count), 32)
  record.writeBigUInt64LE(BigInt(directoryBytes), 40)
  record.writeBigUInt64LE(BigInt(directoryOffset), 48)
  record.writeUInt32LE(0x07064b50, 56)
  record.writeBigUInt64LE(BigInt(directoryOffset + directoryBytes), 64)
  record.writeUInt32LE(1, 72)
  return record
}

/** One extra field (4.5.1): id, size, data. */
export function encodeExtra(id: number, data: Uint8Array): Buffer {
  const field = Buffer.alloc(4 + data.length)
  field.writeUInt16LE(id, 0)
  field.writeUInt16LE(data.length, 2)
  field.set(data, 4)
  return field
}

/** Zip64 extended information (4.5.3): the given 64-bit numbers in the order size, compressed size, offset. */
export function encodeZip64Extra(numbers: readonly number[]): Buffer {
  const data = Buffer.alloc(8 * numbers.length)
  numbers.forEach((number, index) => data.writeBigUInt64LE(BigInt(number), 8 * index))
  return encodeExtra(0x0001, data)
}

/** NTFS times (4.5.5): modified, accessed, created, each in units of 100 ns since 1601. 36 bytes in all. */
export function encodeNtfsExtra(timeMs: number): Buffer {
  if (timeMs === lastNtfs.timeMs) return lastNtfs.field
  const data = Buffer.alloc(32)
  const ticks = (BigInt(Math.round(timeMs)) + 11_644_473_600_000n) * 10_000n
  data.writeUInt16LE(1, 4)
  data.writeUInt16LE(24, 6)
  for (const offset of [8, 16, 24]) data.writeBigUInt64LE(ticks, offset)
  lastNtfs = { timeMs, field: encodeExtra(0x000a, data) }
  return lastNtfs.field
}

/** Neighbours are mostly written in the same instant. */
let lastNtfs = { timeMs: Number.NaN, field: encodeExtra(0x000a, new Uint8Array(32)) }

/** Extended timestamp "UT" (Info-ZIP): flags and the modification time in Unix seconds. */
export function encodeUnixTimeExtra(timeMs: number): Buffer {
  const data = Buffer.alloc(5)
  data.writeUInt8(1, 0)
  data.writeUInt32LE(Math.floor(timeMs / 1000), 1)
  return encodeExtra(0x5455, data)
}

function writeShared(header: Buffer, at: number, fields: HeaderFields): void {
  const { time, date } = dosTime(fields.modifiedAtMs)
  header.writeUInt16LE(fields.versionNeeded, at)
  header.writeUInt16LE(fields.flags, at + 2)
  header.writeUInt16LE(fields.method, at + 4)
  header.writeUInt16LE(time, at + 6)
  header.writeUInt16LE(date, at + 8)
  header.writeUInt32LE(fields.crc32, at + 10)
  header.writeUInt32LE(fields.compressedBytes, at + 14)
  header.writeUInt32LE(fields.sizeBytes, at + 18)
  header.writeUInt16LE(fields.name.length, at + 22)
  header.writeUInt16LE(fields.extra.length, at + 24)
}

/** MS-DOS date and time (4.4.6) in UTC, as machines in the cloud keep it; two-second steps. */
function dosTime(timeMs: number): { time: number; date: number } {
  const when = new Date(timeMs)
  const time = (when.getUTCHours() << 11) | (when.getUTCMinutes() << 5) | (when.getUTCSeconds() >> 1)
  const date = ((when.getUTCFullYear() - 1980) << 9) | ((when.getUTCMonth() + 1) << 5) | when.getUTCDate()
  return { time, date }
}
