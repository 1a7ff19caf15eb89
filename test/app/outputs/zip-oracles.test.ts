import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { crc32 } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import yauzl from 'yauzl'
import yazl from 'yazl'
import { openArchiveIndex } from '../../../app/outputs/archive-index.ts'
import { openEntry } from '../../../app/outputs/entry-stream.ts'
import { spawnWorker } from '../../fakes/index-worker.ts'
import { createMemorySource } from '../../fakes/memory-source.ts'
import { buildZip, extraField, u32, u64, type BuiltArchive, type BuiltEntry } from '../../fakes/zip-builder.ts'

// What we read must be what others read: yauzl, which people trust, over archives of yazl and of Python's zipfile.

type Content = {
  readonly name: string
  readonly sizeBytes: number
  readonly crc32: number
  readonly compressedBytes: number
  readonly data: string // base64
}

const signal = new AbortController().signal
let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'zip-oracles-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

async function readOurs(bytes: Buffer): Promise<Content[]> {
  const source = createMemorySource(bytes)
  const index = await openArchiveIndex({ source, retry: attempt => attempt(), signal }, spawnWorker)
  const contents: Content[] = []
  for (let at = 0; at < index.count; at++) {
    const entry = index.entry(at)
    expect(entry.problem).toBeNull()
    const { name, sizeBytes, crc32, compressedBytes } = entry
    const chunks = await Array.fromAsync(openEntry({ source, identity: index.identity, entry, signal }))
    contents.push({ name, sizeBytes, crc32, compressedBytes, data: Buffer.concat(chunks).toString('base64') })
  }
  await index.release()
  return contents
}

function readTheirs(bytes: Buffer): Promise<Content[]> {
  return new Promise((resolve, reject) => {
    yauzl.fromBuffer(bytes, { lazyEntries: true }, (error, zip) => {
      if (error) {
        reject(error)
        return
      }
      const contents: Content[] = []
      zip.on('error', reject)
      zip.on('end', () => resolve(contents))
      zip.on('entry', (entry: yauzl.Entry) => {
        const { fileName: name, uncompressedSize: sizeBytes, crc32, compressedSize: compressedBytes } = entry
        zip.openReadStream(entry, (failure, stream) => {
          if (failure) {
            reject(failure)
            return
          }
          buffer(stream).then(data => {
            contents.push({ name, sizeBytes, crc32, compressedBytes, data: data.toString('base64') })
            zip.readEntry()
          }, reject)
        })
      })
      zip.readEntry()
    })
  })
}

const part = fc.stringMatching(/^[a-zA-Z0-9äé日_ -]{1,12}$/)
const file = fc.record({
  name: fc.array(part, { minLength: 1, maxLength: 4 }).map(parts => parts.join('/')),
  data: fc.oneof(
    fc.uint8Array({ maxLength: 2000 }),
    fc.string({ maxLength: 2000 }).map(text => Buffer.from(text.repeat(9))),
  ),
  compress: fc.boolean(),
  isStreamed: fc.boolean(),
})
const files = fc
  .uniqueArray(file, { selector: ({ name }) => name.split('/')[0], maxLength: 12 })
  .filter(all => all.every(({ name }) => name.split('/').every(each => each !== '.' && each !== '..')))
const archive = fc.record({
  files,
  forceZip64Format: fc.boolean(),
  comment: fc.string({ maxLength: 50, unit: 'grapheme-ascii' }),
})

describe('archives of yazl', () => {
  it('read the same as with yauzl', async () => {
    await fc.assert(
      fc.asyncProperty(archive, async ({ files: entries, forceZip64Format, comment }) => {
        const zip = new yazl.ZipFile()
        for (const { name, data, compress, isStreamed } of entries) {
          const options = { compress, forceZip64Format }
          if (isStreamed)
            zip.addReadStreamLazy(name, options, give =>
              give(null, Readable.from([Buffer.from(data)], { objectMode: false })),
            )
          else zip.addBuffer(Buffer.from(data), name, options)
        }
        zip.addEmptyDirectory('artifacts')
        zip.end({ forceZip64Format, comment })
        const bytes = await buffer(zip.outputStream)
        expect(await readOurs(bytes)).toEqual(await readTheirs(bytes))
      }),
      { numRuns: 25 },
    )
  })
})

// Archives laid out byte by byte, with what packers leave behind over the years.

/** Names beyond ASCII in code page 437, none of which is UTF-8 by chance: "ü", "ÄÖ", "ß.txt". */
const codePage = fc.constantFrom([0x81], [0x8e, 0x99], [0xe1, 0x2e, 0x74, 0x78, 0x74])
const name = fc.oneof(
  part.map(text => ({ name: Buffer.from(text), flags: 0x800, extra: Buffer.of() })),
  codePage.map(bytes => ({ name: Buffer.from(bytes), flags: 0, extra: Buffer.of() })),
  part.map(text => ({ name: Buffer.from('old name'), flags: 0, extra: unicodePath('old name', text) })),
)
const oddEntry = fc.record({ name, data: fc.uint8Array({ maxLength: 500 }), isStored: fc.boolean(), form: fc.nat(3) })
type OddEntry = typeof oddEntry extends fc.Arbitrary<infer Odd> ? Odd : never
const oddArchive = fc.record({
  entries: fc.array(oddEntry, { maxLength: 8 }),
  isZip64: fc.boolean(),
  comment: fc.uint8Array({ maxLength: 100 }),
})

function unicodePath(nameInRecord: string, path: string): Buffer {
  return extraField(0x7075, Buffer.concat([Buffer.of(1), u32(crc32(nameInRecord)), Buffer.from(path)]))
}

/** In folders of their own, so that no name stands in the way of another. */
function build(odd: OddEntry, index: number): BuiltEntry {
  const folder = Buffer.from(`f${index}/`)
  const isRenamed = odd.name.extra.length > 0
  const path = isRenamed ? odd.name.extra.subarray(9) : odd.name.name
  const full = Buffer.concat([folder, path])
  const recordName = isRenamed ? Buffer.from('old name') : full
  const extra = isRenamed ? unicodePath('old name', full.toString()) : Buffer.of()
  const method = odd.isStored ? { method: 0 } : {}
  return { name: recordName, flags: odd.name.flags, data: odd.data, ...method, ...inForm(odd.form, odd.data, extra) }
}

/** Plain, with a data descriptor, with its size in a zip64 field, or with times in extra fields. */
function inForm(form: number, data: Uint8Array, extra: Buffer): Partial<BuiltEntry> {
  if (form === 1) return { extra, hasDescriptor: true }
  if (form === 2) return { extra: Buffer.concat([extraField(1, u64(data.length)), extra]), size: 0xffffffff }
  const times = extraField(0x5455, Buffer.concat([Buffer.of(1), u32(1_700_000_000)]))
  return form === 3 ? { extra: Buffer.concat([times, extra]) } : { extra }
}

describe('archives laid out by hand', () => {
  it('read the same as with yauzl: descriptors, zip64, code page 437, unicode paths, comments', async () => {
    await fc.assert(
      fc.asyncProperty(oddArchive, async ({ entries, isZip64, comment }) => {
        // yauzl looks for the last end record by its signature alone.
        const archive: BuiltArchive = { isZip64, comment: comment.filter(byte => byte !== 0x50) }
        const bytes = buildZip(entries.map(build), archive)
        const ours = await readOurs(bytes)
        expect(ours).toEqual(await readTheirs(bytes))
        expect(ours).toHaveLength(entries.length)
      }),
      { numRuns: 40 },
    )
  })

  it('read the same with bytes before them, which yauzl does not take, as without', async () => {
    await fc.assert(
      fc.asyncProperty(
        oddArchive,
        fc.uint8Array({ minLength: 1, maxLength: 200 }),
        async ({ entries, isZip64 }, prefix) => {
          const built = entries.map(build)
          const plain = await readOurs(buildZip(built, { isZip64 }))
          expect(await readOurs(buildZip(built, { isZip64, prefix }))).toEqual(plain)
        },
      ),
      { numRuns: 15 },
    )
  })

  it('reads an empty archive as yauzl does', async () => {
    for (const isZip64 of [false, true]) {
      const bytes = buildZip([], { isZip64, comment: Buffer.from('nothing in here') })
      expect(await readOurs(bytes)).toEqual([])
      expect(await readTheirs(bytes)).toEqual([])
    }
  })
})

const script = `
import sys, zipfile
path, seekable = sys.argv[1], sys.argv[2] == 'seekable'
class Pipe:  # a file that cannot seek, so that zipfile writes data descriptors
    def __init__(self, file): self.file = file
    def write(self, data): return self.file.write(data)
    def flush(self): self.file.flush()
with open(path, 'wb') as file:
    with zipfile.ZipFile(file if seekable else Pipe(file), 'w') as archive:
        archive.writestr('artifacts/', '')
        archive.comment = b'made by a script'
        archive.writestr('artifacts/stdout.txt', 'Time = 1\\n' * 5000, zipfile.ZIP_DEFLATED, 1)
        archive.writestr('artifacts/stored.bin', bytes(range(256)) * 10, zipfile.ZIP_STORED)
        archive.writestr('artifacts/empty', '', zipfile.ZIP_DEFLATED)
        archive.writestr('artifacts/\\u00fcml\\u00e4ut/\\u65e5\\u672c.txt', 'x')
        with archive.open('artifacts/big', 'w', force_zip64=True) as entry: entry.write(b'y' * 100000)
`

describe("archives of Python's zipfile", () => {
  it.each(['seekable', 'piped'])('read the same as with yauzl, %s', async mode => {
    const path = join(folder, `${mode}.zip`)
    execFileSync('python3', ['-c', script, path, mode])
    const bytes = readFileSync(path)
    const ours = await readOurs(bytes)
    expect(ours).toEqual(await readTheirs(bytes))
    expect(ours.map(({ name }) => name)).toContain('artifacts/ümläut/日本.txt')
    expect(ours).toHaveLength(6)
  })
})
