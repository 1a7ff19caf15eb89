import { memorySource, END_OF_DEFLATE, type ByteSource, type EntryContent, type Method } from './content.ts'
import {
  encodeDescriptor,
  encodeNtfsExtra,
  encodeUnixTimeExtra,
  encodeZip64Extra,
  FLAG_DESCRIPTOR,
  FLAG_UTF8,
  IN_ZIP64,
  type CentralFields,
  type HeaderFields,
} from './records.ts'

/**
 * The four programs that write the service's archives, each with its own habits:
 *
 * - `seven-zip-stream` (the default): 7-Zip to a pipe. Data descriptors on files, local sizes 0, NTFS times.
 * - `seven-zip`: 7-Zip to a file. No descriptors, files stored where deflate does not help.
 * - `stream-zip`: descriptors, zip64 and Unix times on every entry, folders included.
 * - `python-zipfile`: no descriptors, no extra fields, zip64 from 2 GiB on.
 */
export type StyleName = 'seven-zip-stream' | 'seven-zip' | 'stream-zip' | 'python-zipfile'

/** One entry before it is packed. `content` is absent for a folder, whose name ends in "/". */
export type PlannedEntry = {
  readonly name: string
  readonly mode: number // Unix type and permissions
  readonly modifiedAtMs: number
  readonly content: EntryContent | undefined
}

/** One entry with its packed bytes: what a style needs to write its headers. */
export type PackedEntry = {
  readonly name: Buffer
  readonly isAscii: boolean
  readonly isFolder: boolean
  readonly mode: number
  readonly modifiedAtMs: number
  readonly method: Method
  readonly sizeBytes: number
  readonly compressedBytes: number
  /** Worked out when asked for, as the next is: laying an archive out needs neither. */
  crc32(): number
  data(): ByteSource
}

export type WriterStyle = {
  readonly madeBy: number
  readonly endsInZip64: boolean
  /** From this size or offset on, numbers move to the zip64 fields. */
  readonly zip64From: number
  pack(entry: PlannedEntry): PackedForm
  /** How long the parts of variable length will be. */
  lengths(entry: PackedEntry, headerOffset: number): PartLengths
  local(entry: PackedEntry): HeaderFields
  descriptor(entry: PackedEntry): Uint8Array
  central(entry: PackedEntry, headerOffset: number): CentralFields
}

type PackedForm = Pick<PackedEntry, 'method' | 'compressedBytes' | 'data'>
type PartLengths = { readonly localExtra: number; readonly descriptor: number; readonly centralExtra: number }

const NOTHING = new Uint8Array(0)
const NO_DATA = formOf(0, NOTHING)
const EMPTY_DEFLATE = formOf(8, END_OF_DEFLATE)
const EMPTY_DEFLATE_OF_7ZIP = formOf(8, Uint8Array.of(0x01, 0x00, 0x00, 0xff, 0xff))
const FOUR_GIB = 0xffff_ffff
const TWO_GIB = 0x8000_0000

const sevenZip: WriterStyle = {
  madeBy: 0x033f,
  endsInZip64: false,
  zip64From: FOUR_GIB,
  pack: ({ content }) => (content ? smallerForm(content) : NO_DATA),
  lengths: (entry, headerOffset) => ({
    localExtra: isHuge(entry, FOUR_GIB) ? 20 : 0,
    descriptor: 0,
    centralExtra: zip64Bytes(entry, headerOffset, FOUR_GIB) + 36,
  }),
  local: entry => withSizes(shared(entry), entry, FOUR_GIB),
  descriptor: () => NOTHING,
  central: (entry, headerOffset) => centralOf(entry, headerOffset, sevenZipHabits(entry)),
}

const sevenZipStream: WriterStyle = {
  ...sevenZip,
  pack: ({ content }) => {
    if (!content) return NO_DATA
    return content.sizeBytes === 0 ? EMPTY_DEFLATE_OF_7ZIP : packedForm(content, 8)
  },
  lengths: (entry, headerOffset) => ({
    ...sevenZip.lengths(entry, headerOffset),
    descriptor: entry.isFolder ? 0 : isHuge(entry, FOUR_GIB) ? 24 : 16,
  }),
  local: entry => (entry.isFolder ? shared(entry) : unknownSizes(entry)),
  descriptor: entry => (entry.isFolder ? NOTHING : descriptorOf(entry, isHuge(entry, FOUR_GIB))),
  central: (entry, headerOffset) => {
    const flags = entry.isFolder ? 0 : FLAG_DESCRIPTOR
    return centralOf(entry, headerOffset, { ...sevenZipHabits(entry), flags })
  },
}

const streamZip: WriterStyle = {
  madeBy: 0x032d,
  endsInZip64: true,
  zip64From: 0,
  pack: ({ content }) => (content && content.sizeBytes > 0 ? packedForm(content, 8) : EMPTY_DEFLATE),
  lengths: () => ({ localExtra: 20 + 9, descriptor: 24, centralExtra: 28 + 9 }),
  local: entry => ({
    ...shared(entry),
    versionNeeded: 45,
    flags: FLAG_DESCRIPTOR | FLAG_UTF8,
    compressedBytes: IN_ZIP64,
    sizeBytes: IN_ZIP64,
    crc32: 0,
    extra: Buffer.concat([encodeZip64Extra([0, 0]), encodeUnixTimeExtra(entry.modifiedAtMs)]),
  }),
  descriptor: entry => descriptorOf(entry, true),
  central: (entry, headerOffset) =>
    centralOf(entry, headerOffset, {
      madeBy: 0x032d,
      flags: FLAG_DESCRIPTOR | FLAG_UTF8,
      limit: 0,
      extra: encodeUnixTimeExtra(entry.modifiedAtMs),
    }),
}

const pythonZipfile: WriterStyle = {
  madeBy: 0x0314,
  endsInZip64: false,
  zip64From: TWO_GIB,
  pack: ({ content }) => (content ? packedForm(content, 8) : NO_DATA),
  lengths: (entry, headerOffset) => ({
    localExtra: isHuge(entry, TWO_GIB) ? 20 : 0,
    descriptor: 0,
    centralExtra: zip64Bytes(entry, headerOffset, TWO_GIB),
  }),
  local: entry => withSizes(shared(entry), entry, TWO_GIB),
  descriptor: () => NOTHING,
  central: (entry, headerOffset) =>
    centralOf(entry, headerOffset, { madeBy: 0x0314, flags: 0, limit: TWO_GIB, extra: NOTHING }),
}

export const writerStyles: Readonly<Record<StyleName, WriterStyle>> = {
  'seven-zip-stream': sevenZipStream,
  'seven-zip': sevenZip,
  'stream-zip': streamZip,
  'python-zipfile': pythonZipfile,
}

/** Packs an entry in a style's way and gathers what its headers say. */
export function packEntry(style: WriterStyle, entry: PlannedEntry): PackedEntry {
  const name = Buffer.from(entry.name)
  return {
    name,
    isAscii: name.length === entry.name.length, // UTF-8 needs more bytes for anything else
    isFolder: entry.name.endsWith('/'),
    mode: entry.mode,
    modifiedAtMs: entry.modifiedAtMs,
    crc32: () => entry.content?.crc32 ?? 0,
    sizeBytes: entry.content?.sizeBytes ?? 0,
    ...style.pack(entry),
  }
}

function formOf(method: Method, bytes: Uint8Array): PackedForm {
  const data = memorySource(bytes)
  return { method, compressedBytes: bytes.length, data: () => data }
}

function packedForm(content: EntryContent, method: Method): PackedForm {
  return { method, compressedBytes: content.packedBytes(method), data: () => content.packed(method) }
}

function smallerForm(content: EntryContent): PackedForm {
  return packedForm(content, content.packedBytes(8) < content.sizeBytes ? 8 : 0)
}

function isHuge(entry: PackedEntry, limit: number): boolean {
  return entry.sizeBytes >= limit || entry.compressedBytes >= limit
}

/** Length of the zip64 field of a central header. */
function zip64Bytes(entry: PackedEntry, headerOffset: number, limit: number): number {
  const moved = [entry.sizeBytes, entry.compressedBytes, headerOffset].filter(number => number >= limit).length
  return moved === 0 ? 0 : 4 + 8 * moved
}

function shared(entry: PackedEntry): HeaderFields {
  return {
    versionNeeded: entry.isFolder || entry.method === 8 ? 20 : 10,
    flags: entry.isAscii ? 0 : FLAG_UTF8,
    method: entry.method,
    modifiedAtMs: entry.modifiedAtMs,
    crc32: entry.crc32(),
    compressedBytes: entry.compressedBytes,
    sizeBytes: entry.sizeBytes,
    name: entry.name,
    extra: NOTHING,
  }
}

/** Sizes where they fit, otherwise in a zip64 field. */
function withSizes(fields: HeaderFields, entry: PackedEntry, limit: number): HeaderFields {
  if (!isHuge(entry, limit)) return fields
  const extra = encodeZip64Extra([entry.sizeBytes, entry.compressedBytes])
  return { ...fields, versionNeeded: 45, sizeBytes: IN_ZIP64, compressedBytes: IN_ZIP64, extra }
}

/** What a program writes before it knows: zeros, or for a file known to be large the markers and a placeholder. */
function unknownSizes(entry: PackedEntry): HeaderFields {
  const fields = { ...shared(entry), crc32: 0, sizeBytes: 0, compressedBytes: 0 }
  const flags = fields.flags | FLAG_DESCRIPTOR
  if (!isHuge(entry, FOUR_GIB)) return { ...fields, flags }
  const extra = encodeZip64Extra([0, 0])
  return { ...fields, flags, versionNeeded: 45, sizeBytes: IN_ZIP64, compressedBytes: IN_ZIP64, extra }
}

function descriptorOf(entry: PackedEntry, wide: boolean): Buffer {
  return encodeDescriptor(entry.crc32(), entry.compressedBytes, entry.sizeBytes, wide)
}

type CentralHabits = {
  readonly madeBy: number
  readonly flags: number
  readonly limit: number
  readonly extra: Uint8Array
}

function sevenZipHabits(entry: PackedEntry): CentralHabits {
  return { madeBy: 0x033f, flags: 0, limit: FOUR_GIB, extra: encodeNtfsExtra(entry.modifiedAtMs) }
}

/** The central header: what reaches the limit moves to the zip64 field, in the order size, compressed size, offset. */
function centralOf(entry: PackedEntry, headerOffset: number, habits: CentralHabits): CentralFields {
  const fields = shared(entry)
  const moves = (number: number): boolean => number >= habits.limit
  const kept = (number: number): number => (moves(number) ? IN_ZIP64 : number)
  const moved = [fields.sizeBytes, fields.compressedBytes, headerOffset].filter(moves)
  return {
    ...fields,
    flags: fields.flags | habits.flags,
    versionNeeded: moved.length > 0 ? 45 : fields.versionNeeded,
    versionMadeBy: habits.madeBy,
    externalAttributes: (entry.mode << 16) | (entry.isFolder ? 0x10 : 0),
    sizeBytes: kept(fields.sizeBytes),
    compressedBytes: kept(fields.compressedBytes),
    headerOffset: kept(headerOffset),
    extra: moved.length > 0 ? Buffer.concat([encodeZip64Extra(moved), habits.extra]) : habits.extra,
  }
}
