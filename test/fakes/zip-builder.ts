import { crc32, deflateRawSync } from 'node:zlib'

/** One entry, honest unless told otherwise. */
export type BuiltEntry = {
  name: string | Buffer
  data?: Uint8Array | string
  method?: number // default 8
  flags?: number
  date?: number
  time?: number
  extra?: Buffer
  localExtra?: Buffer
  madeBy?: number // default 3 << 8: Unix
  attributes?: number
  hasDescriptor?: boolean
  compressed?: Uint8Array // instead of what the data compresses to
  crc?: number
  size?: number // as stated
  compressedSize?: number // as stated in the directory
  headerOffset?: number // as stated in the directory
}

export type BuiltArchive = {
  prefix?: Uint8Array // before the archive, which does not know of it
  between?: Uint8Array // between directory and end records
  comment?: Uint8Array
  trailing?: Uint8Array
  isZip64?: boolean
  end?: Partial<Record<'count' | 'directoryBytes' | 'directoryOffset', number>>
  zip64?: Partial<Record<'count' | 'directoryBytes' | 'directoryOffset' | 'recordOffset', number>>
}

/** Builds zips byte by byte, so that they may lie where a real packer would not. */
export function buildZip(entries: readonly BuiltEntry[], archive: BuiltArchive = {}): Buffer {
  let offset = 0
  const locals: Buffer[] = []
  const records: Buffer[] = []
  for (const entry of entries) {
    const { local, record } = buildEntry(entry, offset)
    locals.push(local)
    records.push(record)
    offset += local.length
  }
  const directory = Buffer.concat(records)
  const between = Buffer.from(archive.between ?? [])
  const ends = buildEnds(archive, { count: entries.length, directoryBytes: directory.length, directoryOffset: offset })
  return Buffer.concat([
    archive.prefix ?? Buffer.of(),
    ...locals,
    directory,
    between,
    ends,
    archive.trailing ?? Buffer.of(),
  ])
}

/** One extra field. */
export function extraField(id: number, content: Buffer): Buffer {
  return Buffer.concat([u16(id), u16(content.length), content])
}

export const u16 = (value: number) => sized(2, buffer => buffer.writeUInt16LE(value))
export const u32 = (value: number) => sized(4, buffer => buffer.writeUInt32LE(value))
export const u64 = (value: number) => sized(8, buffer => buffer.writeBigUInt64LE(BigInt(value)))

function sized(length: number, write: (buffer: Buffer) => void): Buffer {
  const buffer = Buffer.alloc(length)
  write(buffer)
  return buffer
}

function buildEntry(entry: BuiltEntry, offset: number): { local: Buffer; record: Buffer } {
  const name = Buffer.from(entry.name)
  const data = Buffer.from(entry.data ?? '')
  const method = entry.method ?? 8
  const compressed = Buffer.from(entry.compressed ?? (method === 8 ? deflateRawSync(data) : data))
  const crc = entry.crc ?? crc32(data)
  const size = entry.size ?? data.length
  const flags = (entry.flags ?? (name.some(byte => byte > 127) ? 0x800 : 0)) | (entry.hasDescriptor ? 8 : 0)
  const stamp = Buffer.concat([u16(flags), u16(method), u16(entry.time ?? 0), u16(entry.date ?? 0x5821)])
  const localSizes = entry.hasDescriptor
    ? Buffer.alloc(12)
    : Buffer.concat([u32(crc), u32(compressed.length), u32(size)])
  const localExtra = entry.localExtra ?? Buffer.of()
  const descriptor = entry.hasDescriptor
    ? Buffer.concat([u32(0x08074b50), u32(crc), u32(compressed.length), u32(size)])
    : Buffer.of()
  const local = Buffer.concat([
    ...[u32(0x04034b50), u16(20), stamp, localSizes, u16(name.length), u16(localExtra.length)],
    ...[name, localExtra, compressed, descriptor],
  ])
  const extra = entry.extra ?? Buffer.of()
  const record = Buffer.concat([
    ...[u32(0x02014b50), u16(entry.madeBy ?? 0x0300), u16(20), stamp, u32(crc)],
    ...[u32(entry.compressedSize ?? compressed.length), u32(size), u16(name.length), u16(extra.length), u16(0)],
    ...[u16(0), u16(0), u32(entry.attributes ?? 0), u32(entry.headerOffset ?? offset), name, extra],
  ])
  return { local, record }
}

type Facts = { count: number; directoryBytes: number; directoryOffset: number }

function buildEnds(archive: BuiltArchive, facts: Facts): Buffer {
  const comment = Buffer.from(archive.comment ?? [])
  const plain = archive.isZip64 ? { count: 0xffff, directoryBytes: 0xffffffff, directoryOffset: 0xffffffff } : facts
  const { count, directoryBytes, directoryOffset } = { ...plain, ...archive.end }
  const end = Buffer.concat([
    ...[u32(0x06054b50), u16(0), u16(0), u16(count & 0xffff), u16(count & 0xffff)],
    ...[u32(directoryBytes), u32(directoryOffset), u16(comment.length), comment],
  ])
  return archive.isZip64 ? Buffer.concat([buildZip64(archive, facts), end]) : end
}

function buildZip64(archive: BuiltArchive, facts: Facts): Buffer {
  const between = archive.between?.length ?? 0
  const recordOffset = facts.directoryOffset + facts.directoryBytes + between
  const stated = { ...facts, recordOffset, ...archive.zip64 }
  return Buffer.concat([
    ...[u32(0x06064b50), u64(44), u16(45), u16(45), u32(0), u32(0), u64(stated.count), u64(stated.count)],
    ...[u64(stated.directoryBytes), u64(stated.directoryOffset)],
    ...[u32(0x07064b50), u32(0), u64(stated.recordOffset), u32(1)],
  ])
}
