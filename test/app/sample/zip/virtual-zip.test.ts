import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { archiveOf, file, folder, link, textFile } from '../../../../app/sample/simulations/entries.ts'
import { labelled } from '../../../../app/sample/simulations/files.ts'
import { templates } from '../../../../app/sample/simulations/templates.ts'
import { createVirtualZip, type VirtualZip } from '../../../../app/sample/zip/virtual-zip.ts'
import type { StyleName } from '../../../../app/sample/zip/writer-styles.ts'
import { bytesOf, openZip, unpack } from './archive-reader.ts'

const styles = ['seven-zip-stream', 'seven-zip', 'stream-zip', 'python-zipfile'] as const
const log = 'Time = 1\nResidual = 0.25\n'.repeat(400)

function sample(style: StyleName): VirtualZip {
  return createVirtualZip(
    archiveOf(style, [
      folder('artifacts/'),
      textFile('artifacts/stdout.txt', () => log),
      textFile('artifacts/empty.txt', () => ''),
      textFile('artifacts/Größe.txt', () => 'ä'),
      link('artifacts/latest', 'stdout.txt'),
      file('artifacts/field.bin', labelled('head\n', 3, templates.floats())),
      file('artifacts/dense.bin', labelled('', 1, templates.dense())),
    ]),
  )
}

const temporary = mkdtempSync(join(tmpdir(), 'virtual-zip-'))
afterAll(() => rmSync(temporary, { recursive: true }))

function saved(style: StyleName): string {
  const path = join(temporary, `${style}.zip`)
  writeFileSync(path, bytesOf(sample(style)))
  return path
}

function isInstalled(command: string): boolean {
  return spawnSync(command, ['--help']).error === undefined
}

describe.each(styles)('an archive as %s writes it', style => {
  it('is read by an independent reader, with the right content and checksums', async () => {
    const { zip, entries } = await openZip(sample(style))
    for (const entry of entries) {
      const bytes = await unpack(zip, entry)
      expect([entry.fileName, bytes.length, crc32(bytes)]).toEqual([
        entry.fileName,
        entry.uncompressedSize,
        entry.crc32,
      ])
    }
    const stdout = entries.find(({ fileName }) => fileName === 'artifacts/stdout.txt')
    expect((await unpack(zip, stdout!)).toString()).toBe(log)
    expect(entries.map(({ fileName }) => fileName)).toContain('artifacts/Größe.txt')
    expect(entries[0]?.fileName).toBe('artifacts/')
  })

  it.skipIf(!isInstalled('python3'))("passes the test of Python's zipfile", () => {
    const script = `import sys, zipfile; print(zipfile.ZipFile(sys.argv[1]).testzip())`
    expect(execFileSync('python3', ['-c', script, saved(style)]).toString()).toBe('None\n')
  })

  it.skipIf(!isInstalled('unzip'))('passes the test of unzip', () => {
    expect(spawnSync('unzip', ['-tq', saved(style)]).status).toBe(0)
  })

  it('gives for any range what the whole has there', () => {
    const zip = sample(style)
    const whole = bytesOf(zip)
    expect(whole.length).toBe(zip.sizeBytes)
    const position = fc.integer({ min: 0, max: zip.sizeBytes })
    fc.assert(
      fc.property(position, position, (one, other) => {
        const [start, end] = [Math.min(one, other), Math.max(one, other)]
        expect(Buffer.concat([...zip.read(start, end)]).equals(whole.subarray(start, end))).toBe(true)
      }),
    )
    for (let start = 0; start < 1200; start++) {
      expect([...zip.read(start, start + 1)][0]?.[0]).toBe(whole[start])
    }
  })
})

describe('the habits of the four writers', () => {
  /** The first local header and the data after it, of the named entry. */
  async function localFacts(style: StyleName, name: string) {
    const virtual = sample(style)
    const { entries } = await openZip(virtual)
    const entry = entries.find(({ fileName }) => fileName === name)!
    const header = Buffer.concat([...virtual.read(entry.relativeOffsetOfLocalHeader, virtual.sizeBytes)])
    const extraBytes = header.readUInt16LE(28)
    return {
      central: {
        method: entry.compressionMethod,
        flags: entry.generalPurposeBitFlag,
        extra: entry.extraFieldRaw.length,
      },
      packedBytes: entry.compressedSize,
      local: {
        version: header.readUInt16LE(4),
        flags: header.readUInt16LE(6),
        sizeBytes: header.readUInt32LE(22),
        extraBytes,
      },
      descriptor: header.subarray(30 + header.readUInt16LE(26) + extraBytes + entry.compressedSize).subarray(0, 24),
    }
  }

  it('7-Zip to a pipe leaves local sizes open and puts NTFS times into the directory only', async () => {
    const facts = await localFacts('seven-zip-stream', 'artifacts/stdout.txt')
    expect(facts.local).toEqual({ version: 20, flags: 8, sizeBytes: 0, extraBytes: 0 })
    expect(facts.central).toEqual({ method: 8, flags: 8, extra: 36 })
    expect(facts.descriptor.readUInt32LE(0)).toBe(0x08074b50)
    expect(facts.descriptor.readUInt32LE(12)).toBe(log.length)
    expect((await localFacts('seven-zip-stream', 'artifacts/empty.txt')).packedBytes).toBe(5)
    expect((await localFacts('seven-zip-stream', 'artifacts/')).local.flags).toBe(0)
  })

  it('7-Zip to a file stores what deflate does not make smaller', async () => {
    expect((await localFacts('seven-zip', 'artifacts/dense.bin')).central.method).toBe(0)
    const text = await localFacts('seven-zip', 'artifacts/stdout.txt')
    expect(text.local).toEqual({ version: 20, flags: 0, sizeBytes: log.length, extraBytes: 0 })
    expect((await localFacts('seven-zip', 'artifacts/empty.txt')).packedBytes).toBe(0)
  })

  it('stream-zip writes zip64, a wide descriptor and a Unix time for every entry', async () => {
    for (const name of ['artifacts/', 'artifacts/stdout.txt']) {
      const facts = await localFacts('stream-zip', name)
      expect(facts.local).toEqual({ version: 45, flags: 0x808, sizeBytes: 0xffffffff, extraBytes: 29 })
      expect(facts.central).toEqual({ method: 8, flags: 0x808, extra: 37 })
      expect(Number(facts.descriptor.readBigUInt64LE(16))).toBe(name === 'artifacts/' ? 0 : log.length)
    }
    expect((await localFacts('stream-zip', 'artifacts/')).packedBytes).toBe(2)
  })

  it("Python's archiver writes neither extra fields nor descriptors", async () => {
    const facts = await localFacts('python-zipfile', 'artifacts/stdout.txt')
    expect(facts.local).toEqual({ version: 20, flags: 0, sizeBytes: log.length, extraBytes: 0 })
    expect(facts.central).toEqual({ method: 8, flags: 0, extra: 0 })
  })

  it('links are kept by 7-Zip alone, with their target as content', async () => {
    for (const style of styles) {
      const { zip, entries } = await openZip(sample(style))
      const found = entries.find(({ fileName }) => fileName === 'artifacts/latest')
      expect(found !== undefined).toBe(style.startsWith('seven-zip'))
      if (found)
        expect([(await unpack(zip, found)).toString(), found.externalFileAttributes >>> 16]).toEqual([
          'stdout.txt',
          0o120777,
        ])
    }
  })
})
