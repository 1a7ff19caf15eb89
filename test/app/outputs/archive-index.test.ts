import { crc32 } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import type { ArchiveEntry } from '../../../app/domain/archive/archive-entries.ts'
import { ArchiveDamaged, ArchiveNotZip } from '../../../app/outputs/archive-errors.ts'
import { openArchiveIndex, type ArchiveIndex } from '../../../app/outputs/archive-index.ts'
import { spawnWorker } from '../../fakes/index-worker.ts'
import { createMemorySource } from '../../fakes/memory-source.ts'
import { buildZip, extraField, u16, u32, u64, type BuiltArchive, type BuiltEntry } from '../../fakes/zip-builder.ts'

const open: ArchiveIndex[] = []
afterEach(() => Promise.all(open.splice(0).map(index => index.release())))

async function openBytes(bytes: Uint8Array): Promise<ArchiveIndex> {
  const signal = new AbortController().signal
  const reading = { source: createMemorySource(bytes), retry: <T>(attempt: () => Promise<T>) => attempt(), signal }
  const index = await openArchiveIndex(reading, spawnWorker)
  open.push(index)
  return index
}

const openZip = (entries: readonly BuiltEntry[], archive?: BuiltArchive) => openBytes(buildZip(entries, archive))
const entriesOf = (index: ArchiveIndex) => Array.from({ length: index.count }, (_, at) => index.entry(at))
const firstOf = async (entry: BuiltEntry): Promise<ArchiveEntry> => (await openZip([entry])).entry(0)

describe('openArchiveIndex', () => {
  it('lists what the directory has, in its order', async () => {
    const index = await openZip([
      { name: 'artifacts/', method: 0 },
      { name: 'artifacts/stdout.txt', data: 'hello' },
      { name: 'artifacts/raw.bin', data: 'stored', method: 0 },
    ])
    expect(entriesOf(index)).toMatchObject([
      { name: 'artifacts/', kind: 'folder', sizeBytes: 0, problem: null },
      { name: 'artifacts/stdout.txt', kind: 'file', sizeBytes: 5, method: 8, crc32: crc32('hello'), problem: null },
      { name: 'artifacts/raw.bin', kind: 'file', sizeBytes: 6, compressedBytes: 6, method: 0, problem: null },
    ])
    expect(index.summary).toEqual({
      rootFolder: 'artifacts/',
      fileCount: 2,
      folderCount: 1,
      unpackedBytes: 11,
      compressedBytes: index.entry(1).compressedBytes + 6,
      fetchBytes: index.entry(1).compressedBytes + 6 + 2 * 30 + 'artifacts/stdout.txtartifacts/raw.bin'.length,
      refusedEntries: 0,
    })
  })

  it('knows where the bytes of an entry end, whatever the order in the directory', async () => {
    const bytes = buildZip([{ name: 'a', data: 'one' }, { name: 'b', data: 'two', hasDescriptor: true }, { name: 'c' }])
    const [a, b, c] = entriesOf(await openBytes(bytes))
    expect([a!.endOffset, b!.endOffset]).toEqual([b!.headerOffset, c!.headerOffset])
    expect(bytes.readUInt32LE(c!.endOffset)).toBe(0x02014b50)
  })

  it('opens an empty archive', async () => {
    const index = await openZip([])
    expect(index.count).toBe(0)
    expect(index.summary).toMatchObject({ fileCount: 0, folderCount: 0, rootFolder: '' })
    expect(await index.list({ folder: '', sort: { by: 'name', descending: false }, offset: 0, limit: 10 })).toEqual({
      total: 0,
      rows: [],
    })
  })

  const some: BuiltEntry[] = [
    { name: 'x/a.txt', data: 'aaa' },
    { name: 'x/b.txt', data: 'bbb' },
  ]
  it.each<[string, BuiltArchive]>([
    ['zip64 records', { isZip64: true }],
    ['bytes before it', { prefix: Buffer.from('#!/bin/sh\n') }],
    ['bytes before it and zip64 records', { prefix: Buffer.from('#!/bin/sh\n'), isZip64: true }],
    ['a comment', { comment: Buffer.from('made by hand') }],
    ['the longest comment', { comment: Buffer.alloc(65_535, 'c') }],
    ['the longest comment and zip64 records', { comment: Buffer.alloc(65_535, 'c'), isZip64: true }],
    ['an end record inside the comment', { comment: Buffer.concat([Buffer.from('PK\x05\x06'), Buffer.alloc(30)]) }],
    [
      'an end record far inside a long comment',
      { comment: Buffer.concat([Buffer.alloc(50_000, 'c'), Buffer.from('PK\x05\x06'), Buffer.alloc(30)]) },
    ],
    ['bytes after it', { trailing: Buffer.from('\n\n') }],
    ['something between directory and end', { between: Buffer.from('padding.') }],
  ])('opens an archive with %s', async (_name, archive) => {
    const index = await openZip(some, archive)
    const prefix = archive.prefix?.length ?? 0
    expect(entriesOf(index).map(entry => entry.name)).toEqual(['x/a.txt', 'x/b.txt'])
    expect(index.entry(0).headerOffset).toBe(prefix)
    expect(index.entry(1)).toMatchObject({ problem: null })
    expect(index.isZip64).toBe(archive.isZip64 ?? false)
  })

  it('takes sizes and places that did not fit from the zip64 field', async () => {
    const extra = extraField(1, Buffer.concat([u64(5), u64(7), u64(0)]))
    const overflow = 0xffffffff
    const stated = { size: overflow, compressedSize: overflow, headerOffset: overflow }
    expect(await firstOf({ name: 'a', data: 'hello', ...stated, extra })).toMatchObject({
      sizeBytes: 5,
      compressedBytes: 7,
      headerOffset: 0,
      problem: null,
    })
  })

  it('reads entries beyond 4 GiB', async () => {
    const extra = extraField(1, Buffer.concat([u64(6_000_000_000), u64(5_000_000_000)]))
    const entry = await firstOf({ name: 'a', size: 0xffffffff, compressedSize: 0xffffffff, extra })
    expect(entry).toMatchObject({ sizeBytes: 6_000_000_000, compressedBytes: 5_000_000_000 })
    expect(entry.problem).toContain('outside')
  })

  it('opens an archive of 70,000 entries whose plain end record counts modulo 65,536', async () => {
    const entries = Array.from({ length: 70_000 }, (_, i) => ({ name: `f${i}`, method: 0 }))
    expect((await openZip(entries)).count).toBe(70_000)
  })

  it.each<[string, BuiltArchive]>([
    ['states more entries than it has', { end: { count: 3 } }],
    ['states fewer entries than it has', { end: { count: 1 } }],
    ['states a directory that begins before the file', { end: { directoryBytes: 5000 } }],
    ['states a directory that is too short', { end: { directoryBytes: 60 } }],
    ['states a directory where there is none', { end: { directoryBytes: 92, directoryOffset: 3 } }],
    ['states a zip64 record and has none', { end: { directoryOffset: 0xffffffff } }],
    ['has end records that contradict each other', { isZip64: true, end: { count: 7 } }],
    ['counts wrongly in zip64', { isZip64: true, zip64: { count: 3 } }],
    ['counts absurdly in zip64', { isZip64: true, zip64: { count: 2 ** 50 } }],
    ['places its directory absurdly', { isZip64: true, zip64: { directoryBytes: 2 ** 52 } }],
  ])('calls an archive damaged that %s', async (_name, archive) => {
    await expect(openZip(some, archive)).rejects.toThrow(ArchiveDamaged)
  })

  it('calls an archive damaged that is cut off anywhere', async () => {
    const whole = buildZip(some, { isZip64: true })
    for (let length = 4; length < whole.length; length++) {
      await expect(openBytes(whole.subarray(0, length))).rejects.toThrow(ArchiveDamaged)
    }
  })

  it('tells a large archive that is cut off from something else of that size', async () => {
    const large = buildZip([{ name: 'x/raw.bin', data: Buffer.alloc(300_000, 7), method: 0 }])
    await expect(openBytes(large.subarray(0, large.length - 30))).rejects.toThrow(ArchiveDamaged)
    await expect(openBytes(Buffer.alloc(300_000, '<html>'))).rejects.toThrow(ArchiveNotZip)
  })

  it('finds zip64 records that lie further ahead than is read at first', async () => {
    const archive = { comment: Buffer.alloc(65_535, 'c'), isZip64: true, between: Buffer.alloc(3000) }
    expect((await openZip([{ name: 'a' }], archive)).isZip64).toBe(true)
  })

  it('never lists anything but the truth or a failure when a byte of the end is wrong', async () => {
    const whole = buildZip(some)
    for (let at = whole.length - 22; at < whole.length; at++) {
      const bent = Buffer.from(whole)
      bent[at] = bent[at]! ^ 0x55
      const names = await openBytes(bent).then(index => entriesOf(index).map(entry => entry.name), String)
      if (Array.isArray(names)) expect(names).toEqual(['x/a.txt', 'x/b.txt'])
      else expect(names).toMatch(/Archive(Damaged|NotZip)/)
    }
  })

  it.each([
    ['<!DOCTYPE html><html></html>', 'a web page'],
    ['<?xml version="1.0"?><Error/>', 'an XML page'],
    ['{"detail":"no"}', 'a JSON text'],
    ['7z\xbc\xaf\x27\x1c....', 'a 7z archive'],
    ['', 'an empty file'],
    ['anything else', 'data of another kind'],
  ])('says what %j is instead of a zip', async (text, description) => {
    const error = await openBytes(Buffer.from(text, 'latin1')).catch((caught: unknown) => caught)
    expect(error).toBeInstanceOf(ArchiveNotZip)
    expect(error).toMatchObject({ userMessage: expect.stringContaining(description) })
  })

  it.each([
    ['../../x', 'climbs out'],
    ['a/../../b', 'climbs out'],
    ['a/..', 'climbs out'],
    ['..\\..\\x', 'climbs out'],
    ['a/b\\..\\c', 'climbs out'],
    ['/abs', 'absolute'],
    ['\\\\server\\share\\x', 'absolute'],
    ['C:\\x', 'drive'],
    ['C:/x', 'drive'],
    ['c:x', 'drive'],
    ['artifacts/D:\\x', 'drive'],
    ['a\0b', 'NUL'],
    ['', 'no name'],
    ['a//b', 'empty part'],
    ['./a', 'empty part'],
    ['a'.repeat(5000), 'longer'],
    ['a/'.repeat(30_000), 'longer'],
    ['a/'.repeat(300) + 'b', 'folders deep'],
  ])('refuses the name %j', async (name, reason) => {
    const entry = await firstOf({ name, data: 'x' })
    expect(entry.name).toBe(name)
    expect(entry.problem).toContain(reason)
  })

  it.each(['a..b', '..a', '...', 'a/.hidden', 'artifacts/b:c', 'a\\b', 'a b ', 'ümläut', 'U_0.05', 'CON', 'a\nb'])(
    'takes the name %j, which local names make safe',
    async name => {
      expect(await firstOf({ name, data: 'x' })).toMatchObject({ name, problem: null })
    },
  )

  it('reads names in code page 437, in UTF-8 with and without its flag, and from the unicode path field', async () => {
    const old = Buffer.from([0x81, 0x2e, 0x74]) // ü.t
    const path = (crc: number) => extraField(0x7075, Buffer.concat([Buffer.of(1), u32(crc), Buffer.from('ünï')]))
    const index = await openZip([
      { name: old, flags: 0 },
      { name: Buffer.from('日本'), flags: 0 },
      { name: Buffer.from('日本2') },
      { name: 'plain', extra: path(crc32('plain')) },
      { name: 'renamed', extra: path(crc32('plain')) },
      { name: Buffer.from([0xc3, 0x28]), flags: 0x800 },
    ])
    expect(entriesOf(index).map(entry => entry.name)).toEqual(['ü.t', '日本', '日本2', 'ünï', 'renamed', '├('])
  })

  it('takes backslashes for separators where an old Windows packer wrote them', async () => {
    const index = await openZip([
      { name: 'out\\sub\\a.txt', madeBy: 0, data: 'x' },
      { name: 'out\\sub\\', madeBy: 0, method: 0 },
      { name: 'out\\..\\..\\a.txt', madeBy: 0 },
    ])
    expect(entriesOf(index)).toMatchObject([
      { name: 'out/sub/a.txt', kind: 'file', problem: null },
      { name: 'out/sub/', kind: 'folder', problem: null },
      { name: 'out/../../a.txt', problem: expect.stringContaining('climbs out') },
    ])
  })

  it('reads times: NTFS, then Unix, then MS-DOS', async () => {
    const date = ((2024 - 1980) << 9) | (2 << 5) | 29
    const unix = extraField(0x5455, Buffer.concat([Buffer.of(1), u32(1_700_000_000)]))
    const fileTime = (1_600_000_000_123 + 11_644_473_600_000) * 10_000
    const ntfs = extraField(10, Buffer.concat([u32(0), u16(1), u16(24), u64(fileTime), u64(0), u64(0)]))
    const index = await openZip([
      { name: 'dos', date, time: (13 << 11) | (14 << 5) | 8 },
      { name: 'none', date: 0 },
      { name: 'unix', extra: unix },
      { name: 'ntfs', extra: ntfs },
    ])
    expect(entriesOf(index).map(entry => entry.modifiedAtMs)).toEqual([
      Date.UTC(2024, 1, 29, 13, 14, 16),
      null,
      1_700_000_000_000,
      1_600_000_000_123,
    ])
  })

  it('tells links and special files by their Unix mode', async () => {
    const index = await openZip([
      { name: 'link', data: 'target', attributes: (0o120777 << 16) >>> 0 },
      { name: 'device', attributes: (0o020644 << 16) >>> 0 },
      { name: 'not-unix', madeBy: 0, attributes: (0o120777 << 16) >>> 0 },
    ])
    expect(entriesOf(index)).toMatchObject([
      { kind: 'link', problem: null },
      { kind: 'file', problem: expect.stringContaining('device') },
      { kind: 'file', problem: null },
    ])
  })

  it('names what it cannot unpack, entry by entry', async () => {
    const index = await openZip([
      { name: 'secret', flags: 1 },
      { name: 'lzma', method: 14 },
      { name: 'fine', data: 'x' },
      { name: 'unstated', size: 0xffffffff },
    ])
    expect(entriesOf(index)).toMatchObject([
      { isEncrypted: true, problem: expect.stringContaining('encrypted') },
      { method: 14, problem: expect.stringContaining('method') },
      { problem: null },
      { problem: expect.stringContaining('state the size') },
    ])
    expect(index.summary.refusedEntries).toBe(3)
  })

  it('refuses entries that share their bytes, as bombs do', async () => {
    const index = await openZip([
      { name: 'kernel', data: 'x'.repeat(1000) },
      { name: 'again', headerOffset: 0 },
      { name: 'long', data: 'y', compressedSize: 5000 },
      { name: 'far', headerOffset: 10_000_000 },
    ])
    expect(entriesOf(index).map(entry => entry.problem)).toEqual([
      expect.stringContaining('shares'),
      expect.stringContaining('shares'),
      expect.stringContaining('outside'),
      expect.stringContaining('outside'),
    ])
  })

  it('does not believe sizes that no packer can reach', async () => {
    const index = await openZip([
      { name: 'bomb', data: 'x', size: 4_000_000_000 },
      { name: 'stored', data: 'abc', method: 0, size: 4 },
      { name: 'zeros', data: Buffer.alloc(5_000_000) },
    ])
    expect(entriesOf(index).map(entry => entry.problem)).toEqual([
      expect.stringContaining('cannot unpack to'),
      expect.stringContaining('cannot unpack to'),
      null,
    ])
    expect(index.summary.unpackedBytes).toBe(5_000_000)
  })

  it('keeps the later of two entries with one name, and a folder rather than a file', async () => {
    const index = await openZip([
      { name: 'a.txt', data: 'old' },
      { name: 'a.txt', data: 'new' },
      { name: 'dir', data: 'x' },
      { name: 'dir/b', data: 'y' },
    ])
    expect(entriesOf(index).map(entry => entry.problem)).toEqual([
      expect.stringContaining('again further on'),
      null,
      expect.stringContaining('both as a file and as a folder'),
      null,
    ])
  })

  it('tells the same of names below folders, wherever in the directory they stand', async () => {
    const index = await openZip([
      { name: 'x/y/a', data: '1' },
      { name: 'x/z', data: '2' },
      { name: 'y/a', data: '3' },
      { name: 'x/z/b', data: '4' },
      { name: 'x/y/b', data: '5' },
      { name: 'x/y/a', data: '6' },
    ])
    expect(entriesOf(index).map(entry => entry.problem)).toEqual([
      expect.stringContaining('again further on'),
      expect.stringContaining('both as a file and as a folder'),
      ...[null, null, null, null],
    ])
    const everything = { include: ['x/y/a', 'x/z', 'x/z/b'], exclude: [] }
    expect(await index.select(everything)).toEqual([1, 3, 5])
  })

  it('finds the duplicates among many files of one folder', async () => {
    const names = Array.from({ length: 3000 }, (_, i) => `artifacts/field_${(i * 7919) % 2000}`)
    const index = await openZip(names.map(name => ({ name, method: 0 })))
    const last = new Map(names.map((name, at) => [name, at]))
    expect(
      entriesOf(index)
        .filter(({ problem }) => problem === null)
        .map(entry => entry.index),
    ).toEqual(names.flatMap((name, at) => (last.get(name) === at ? [at] : [])))
  })

  it('answers a transfer after it was let go of', async () => {
    const index = await openZip(some)
    await index.release()
    expect(await index.select({ include: [''], exclude: [] })).toEqual([0, 1])
    expect(index.entry(1).name).toBe('x/b.txt')
  })

  it('refuses positions it does not have', async () => {
    const index = await openZip(some)
    expect(() => index.entry(2)).toThrow(RangeError)
    expect(() => index.entry(-1)).toThrow(RangeError)
  })
})
