import { mkdirSync } from 'node:fs'
import { crc32, deflateRawSync } from 'node:zlib'
import type { ArchiveEntry } from '../../app/domain/archive/archive-entries.ts'
import type { SharedIndex } from '../../app/domain/archive/shared-index.ts'
import { readBatchedEntries, type PlacedBatch } from '../../app/transfers/batched-entries.ts'

export type SmallFile = { readonly name: string; readonly content?: string | Buffer } & Partial<
  Pick<ArchiveEntry, 'crc32' | 'sizeBytes' | 'compressedBytes' | 'headerOffset'>
>

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
  let endOffset = 0
  const described = files.map(({ content: _, ...change }, index): ArchiveEntry => {
    const { content, packed } = pieces[index]!
    const bounds = { headerOffset: endOffset, endOffset: (endOffset += packed.length) }
    const facts = { index, kind: 'file', method: 8, isEncrypted: false, modifiedAtMs: 1e12, problem: null } as const
    const sizes = { compressedBytes: packed.length - 30, sizeBytes: content.length, crc32: crc32(content) }
    return { ...facts, ...sizes, ...bounds, ...change }
  })
  const entries: PlacedBatch = {
    index: describeEntries(described),
    positions: Uint32Array.from(files, (_, index) => index),
    range: { start: 0, end: endOffset },
    destination: out,
    rootFolder: '',
    unusualPaths: new Map(),
    replacing: new Set(),
  }
  return {
    bytes: new Uint8Array(Buffer.concat(pieces.map(({ packed }) => packed))),
    entries,
    stagingFolder: staging,
  }
}

/** An index of entries that need not agree with any archive: `readDescribed` understands it, and nobody else. */
function describeEntries(entries: readonly ArchiveEntry[]): SharedIndex {
  const text = Buffer.from(JSON.stringify(entries))
  const directory = new Uint8Array(new SharedArrayBuffer(text.length))
  directory.set(text)
  const nothing = new Uint8Array(new SharedArrayBuffer(0))
  return { count: entries.length, folderCount: 1, directory, columns: nothing, tree: nothing }
}

export function readDescribed({ directory }: SharedIndex): { entry(index: number): ArchiveEntry } {
  const entries = JSON.parse(Buffer.from(directory).toString()) as readonly ArchiveEntry[]
  return { entry: index => entries[index]! }
}

/** The entries of a batch as the thread that writes them sees them. */
export function entriesOf({ entries }: { readonly entries: PlacedBatch }) {
  return readBatchedEntries(entries, readDescribed)
}
