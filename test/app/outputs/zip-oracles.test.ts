import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import yauzl from 'yauzl'
import yazl from 'yazl'
import { openArchiveIndex } from '../../../app/outputs/archive-index.ts'
import { openEntry } from '../../../app/outputs/entry-stream.ts'
import { spawnWorker } from '../../fakes/index-worker.ts'
import { createMemorySource } from '../../fakes/memory-source.ts'

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
