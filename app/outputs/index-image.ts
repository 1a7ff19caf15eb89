import { crc32 } from 'node:zlib'
import { z } from 'zod'
import type { SharedBytes, SharedIndex } from '../domain/archive/shared-index.ts'
import type { IndexSummary } from './index-protocol.ts'

// An index as it lies on a disk: a short head, a description in JSON, then the bytes of tree, columns and directory.

/** Raise it whenever the columns, the tree or the judging of entries change: older images are then read anew. */
const version = 2
const magic = 'indxImg\n'
const headBytes = 24 // magic, version, length of the description, its CRC-32, and 4 bytes of nothing

const countSchema = z.int().min(0)
const descriptionSchema = z.strictObject({
  key: z.string(),
  sizeBytes: countSchema,
  validator: z.string(),
  isZip64: z.boolean(),
  summary: z.strictObject({
    rootFolder: z.string(),
    fileCount: countSchema,
    folderCount: countSchema,
    unpackedBytes: countSchema,
    compressedBytes: countSchema,
    fetchBytes: countSchema,
    refusedEntries: countSchema,
  }),
  count: countSchema,
  folderCount: countSchema,
  bytes: z.strictObject({ tree: countSchema, columns: countSchema, directory: countSchema }),
  checksum: z.int(), // of everything behind the description
})

/** Which object an index is of: its key and its validator, which a weak or absent ETag is not. */
export type ImageOf = { readonly key: string; readonly sizeBytes: number; readonly validator: string }
export type IndexImage = ImageOf & {
  readonly isZip64: boolean
  readonly summary: IndexSummary
  readonly index: SharedIndex
  readonly checksum: number // as `index-checksum.ts` counts it
}

/** The parts of an image, one after the other, without copying the index. */
export function encodeImage({ index, ...facts }: IndexImage): readonly Uint8Array[] {
  const { count, folderCount, tree, columns, directory } = index
  const bytes = { tree: tree.length, columns: columns.length, directory: directory.length }
  const text = JSON.stringify({ ...facts, count, folderCount, bytes })
  const description = Buffer.from(text.padEnd(text.length + ((8 - (Buffer.byteLength(text) % 8)) % 8)))
  const head = Buffer.alloc(headBytes)
  head.write(magic, 'latin1')
  head.writeUInt32LE(version, 8)
  head.writeUInt32LE(description.length, 12)
  head.writeUInt32LE(crc32(description), 16)
  return [head, description, tree, paddingAfter(tree), columns, paddingAfter(columns), directory]
}

/** Null for anything but a whole image of this version. Whether its bytes are intact, `checksumOf` tells. */
export function decodeImage(image: SharedBytes): IndexImage | null {
  const described = readDescription(image)
  if (!described) return null
  const { count, folderCount, bytes, ...facts } = described.description
  const columnsAt = described.end + padded(bytes.tree)
  const directoryAt = columnsAt + padded(bytes.columns)
  if (directoryAt + bytes.directory !== image.length) return null
  const part = (start: number, length: number) => image.subarray(start, start + length)
  const [tree, columns] = [part(described.end, bytes.tree), part(columnsAt, bytes.columns)]
  return { ...facts, index: { count, folderCount, tree, columns, directory: part(directoryAt, bytes.directory) } }
}

function readDescription(image: SharedBytes) {
  const bytes = Buffer.from(image.buffer, image.byteOffset, image.byteLength)
  if (bytes.length < headBytes || bytes.toString('latin1', 0, magic.length) !== magic) return null
  const end = headBytes + bytes.readUInt32LE(12)
  if (bytes.readUInt32LE(8) !== version || end > bytes.length) return null
  const text = bytes.subarray(headBytes, end)
  if (crc32(text) !== bytes.readUInt32LE(16)) return null
  const parsed = descriptionSchema.safeParse(JSON.parse(text.toString()))
  return parsed.success ? { description: parsed.data, end } : null
}

/** Columns must begin at a multiple of 8. */
function padded(length: number): number {
  return Math.ceil(length / 8) * 8
}

function paddingAfter({ length }: Uint8Array): Uint8Array {
  return new Uint8Array(padded(length) - length)
}
