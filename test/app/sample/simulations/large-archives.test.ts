import { constants, crc32, inflateRawSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import {
  largeTimeFolders,
  longTrajectory,
  particleSnapshots,
} from '../../../../app/sample/simulations/large-archives.ts'
import { templates } from '../../../../app/sample/simulations/templates.ts'
import { framedContent } from '../../../../app/sample/zip/framed-content.ts'
import { createBlock } from '../../../../app/sample/zip/template.ts'
import { createVirtualZip, type VirtualZip } from '../../../../app/sample/zip/virtual-zip.ts'
import { openZip, unpack } from '../zip/archive-reader.ts'

const GIB = 2 ** 30

type DirectoryRecord = ReturnType<typeof readDirectory>[number]

/** A plain walk over the directory, for an archive on which the general reader takes half a minute. */
function readDirectory(virtual: VirtualZip) {
  const end = Buffer.concat([...virtual.read(virtual.sizeBytes - 98, virtual.sizeBytes)])
  const [count, start] = [Number(end.readBigUInt64LE(32)), Number(end.readBigUInt64LE(48))]
  const directory = Buffer.concat([...virtual.read(start, virtual.sizeBytes)])
  let at = 0
  return Array.from({ length: count }, () => {
    expect(directory.readUInt32LE(at)).toBe(0x02014b50)
    const nameEnd = at + 46 + directory.readUInt16LE(at + 28)
    const record = {
      name: directory.subarray(at + 46, nameEnd).toString(),
      crc32: directory.readUInt32LE(at + 16),
      packedBytes: directory.readUInt32LE(at + 20),
      sizeBytes: directory.readUInt32LE(at + 24),
      headerOffset: directory.readUInt32LE(at + 42),
    }
    at = nameEnd + directory.readUInt16LE(at + 30)
    return record
  })
}

function dataOf(virtual: VirtualZip, { name, headerOffset, packedBytes }: DirectoryRecord): Buffer {
  const bytes = Buffer.concat([...virtual.read(headerOffset, headerOffset + 400 + packedBytes)])
  expect([bytes.readUInt32LE(0), bytes.subarray(30, 30 + name.length).toString()]).toEqual([0x04034b50, name])
  return bytes.subarray(30 + bytes.readUInt16LE(26) + bytes.readUInt16LE(28)).subarray(0, packedBytes)
}

async function opening(plan: Parameters<typeof createVirtualZip>[0]) {
  const virtual = createVirtualZip(plan)
  return { virtual, ...(await openZip(virtual)) }
}

describe('the archive of 150,000 entries', () => {
  it('lists them all, and any of them can be unpacked and checked', () => {
    const virtual = createVirtualZip(largeTimeFolders())
    const records = readDirectory(virtual)
    expect(records.length).toBeGreaterThanOrEqual(150_000)
    expect(new Set(records.map(({ name }) => name)).size).toBe(records.length)
    for (const position of [1, 5, 6, 70_003, 149_999, records.length - 1]) {
      const record = records[position]!
      const bytes = inflateRawSync(dataOf(virtual, record))
      expect([record.name, bytes.length, crc32(bytes)]).toEqual([record.name, record.sizeBytes, record.crc32])
    }
  })

  it('is the same each time it is laid out', () => {
    const [one, other] = [createVirtualZip(largeTimeFolders()), createVirtualZip(largeTimeFolders())]
    expect(other.sizeBytes).toBe(one.sizeBytes)
    const at = Math.floor(one.sizeBytes / 3)
    expect([...other.read(at, at + 100_000)]).toEqual([...one.read(at, at + 100_000)])
  })
})

describe('the archive of 30 GB', () => {
  it('has 30 GB, entries beyond 4 GiB among small ones, and content that can be checked', async () => {
    const { virtual, zip, entries } = await opening(longTrajectory())
    expect(virtual.sizeBytes).toBeGreaterThan(30e9)
    expect(entries.filter(entry => entry.compressedSize > 4 * GIB)).toHaveLength(3)
    for (const entry of entries.filter(({ uncompressedSize }) => uncompressedSize < 20e6)) {
      const bytes = await unpack(zip, entry)
      expect([entry.fileName, crc32(bytes)]).toEqual([entry.fileName, entry.crc32])
    }
  })

  it('marks large entries as zip64 with a wide descriptor, and leaves their neighbours narrow', () => {
    const virtual = createVirtualZip(longTrajectory())
    const facts = Array.from({ length: virtual.count }, (_, index) => virtual.extent(index)).map(
      (extent, index, all) => {
        const nextStart = (all[index + 1]?.dataStart ?? 0) - 30 - (all[index + 1]?.entry.name.length ?? 0)
        return {
          huge: extent.entry.sizeBytes > 4 * GIB,
          between: nextStart - extent.dataEnd,
          isFolder: extent.entry.isFolder,
        }
      },
    )
    const small = facts.findIndex(({ huge, isFolder }) => !huge && !isFolder)
    expect(facts[small]?.between).toBe(16)
    const lastHuge = facts.findLastIndex(({ huge }) => huge)
    expect(facts[lastHuge]?.between).toBe(24)
  })
})

describe('the archive of Python with an entry beyond 4 GiB', () => {
  it('can be read from the middle of its large entry, and checked behind it', async () => {
    const { virtual, zip, entries } = await opening(particleSnapshots())
    const position = entries.findIndex(({ uncompressedSize }) => uncompressedSize > 4 * GIB)
    expect(entries[position]?.extraFieldRaw.length).toBeGreaterThan(0)
    const { dataStart } = virtual.extent(position)
    const part = Buffer.concat([...virtual.read(dataStart + 4 * GIB, dataStart + 4 * GIB + 2_000_000)])
    const label = part.indexOf('# frame 0000')
    const frame = Number(part.subarray(label + 8, label + 16).toString())
    const next = part.indexOf(`# frame ${String(frame + 1).padStart(8, '0')}`)
    // A frame begins with a block of its own, five bytes before its label, and needs nothing of what came before.
    const unpacked = inflateRawSync(part.subarray(label - 5, next - 5), { finishFlush: constants.Z_SYNC_FLUSH })
    expect(unpacked.length).toBe(17 + templates.floats().sizeBytes)
    const after = entries.at(-1)!
    expect(after.relativeOffsetOfLocalHeader).toBeGreaterThan(4 * GIB)
    expect(crc32(await unpack(zip, after))).toBe(after.crc32)
  })
})

describe('framed content', () => {
  it.each([0, 8] as const)('states the checksum and the length of what it unpacks to, packed by method %s', method => {
    for (const frames of [0, 1, 2, 7]) {
      const content = framedContent({
        head: createBlock('head'),
        frames,
        label: n => `<${n}>`,
        templates: templates.scalars(),
        tail: createBlock('tail'),
      })
      const source = content.packed(method)
      const packed = Buffer.alloc(source.sizeBytes)
      source.copy(0, packed.length, packed, 0)
      const bytes = method === 8 ? inflateRawSync(packed) : packed
      expect([bytes.length, crc32(bytes)]).toEqual([content.sizeBytes, content.crc32])
      expect(source.sizeBytes).toBe(content.packedBytes(method))
    }
  })
})
