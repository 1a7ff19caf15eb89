import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { crc32, deflateRawSync } from 'node:zlib'
import type { BatchedEntry } from '../../app/transfers/extract-protocol.ts'

export type SmallFile = { readonly name: string; readonly content?: string | Buffer } & Partial<BatchedEntry>

/** What the file of a name holds unless its content is given. */
export function contentOf(name: string): string {
  return `content of ${name}`
}

/** A batch as it is fetched: each entry with its local header, one after the other. */
export function makeBatch(files: readonly SmallFile[], { out, staging }: { out: string; staging: string }) {
  mkdirSync(staging, { recursive: true })
  const pieces = files.map(({ name, content = contentOf(name) }) => {
    const header = Buffer.alloc(30)
    header.writeUInt32LE(0x04034b50)
    return { content: Buffer.from(content), packed: Buffer.concat([header, deflateRawSync(content)]) }
  })
  let offset = 0
  const entries = files.map(({ name, content: _, ...change }, index): BatchedEntry => {
    const { content, packed } = pieces[index]!
    const bounds = { offset, limit: (offset += packed.length), compressedBytes: packed.length - 30 }
    const facts = { index, method: 8, sizeBytes: content.length, crc32: crc32(content), modifiedAtMs: 1e12 }
    return { ...facts, ...bounds, mayReplace: false, path: join(out, name), ...change }
  })
  return {
    bytes: new Uint8Array(Buffer.concat(pieces.map(({ packed }) => packed))),
    entries,
    stagingFolder: staging,
  }
}
