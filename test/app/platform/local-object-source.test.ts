import { mkdirSync, mkdtempSync, rmSync, truncateSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { LocalArchiveNotAFile, LocalArchiveUnreadable } from '../../../app/domain/local-archive-errors.ts'
import { ObjectChanged } from '../../../app/domain/object-errors.ts'
import type { RangeBody } from '../../../app/domain/object-source.ts'
import { createLocalObjectSource } from '../../../app/platform/local-object-source.ts'

const { signal } = new AbortController()
const bytes = Buffer.from(Array.from({ length: 3_000_000 }, (_, at) => at % 251))
let folder: string
let path: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'Ünï cödé '))
  path = join(folder, 'output.zip')
  writeFileSync(path, bytes)
})
afterEach(() => rmSync(folder, { recursive: true }))

const read = async ({ body }: RangeBody) => Buffer.concat(await Array.fromAsync(body))

describe('a file on this disk as an object', () => {
  it('gives its last bytes, all of them where it is smaller, and any range', async () => {
    const source = createLocalObjectSource(path)
    const tail = await source.openTail(100, signal)
    expect(tail).toMatchObject({ range: { start: 2_999_900, end: 3_000_000 }, identity: { sizeBytes: 3_000_000 } })
    expect(await read(tail)).toEqual(bytes.subarray(-100))
    expect(bytes.equals(await read(await source.openTail(9_000_000, signal)))).toBe(true)
    const range = { start: 10, end: 2_500_000 }
    const wanted = bytes.subarray(10, 2_500_000)
    expect(wanted.equals(await read(await source.openRange(range, tail.identity, signal)))).toBe(true)
    const taken: Uint8Array[] = []
    await source.readRange(range, tail.identity, signal, chunk => void taken.push(chunk))
    expect(wanted.equals(Buffer.concat(taken))).toBe(true)
  })

  it.each([
    ['another size', () => truncateSync(path, 1_000)],
    ['another time', () => utimesSync(path, 1, 1)],
    [
      'another file in its place',
      () => {
        rmSync(path)
        writeFileSync(path, bytes)
      },
    ],
  ])('has changed with %s, also while it is read', async (_, change) => {
    const source = createLocalObjectSource(path)
    const { identity } = await source.openTail(1, signal)
    const { body } = await source.openRange({ start: 0, end: 500 }, identity, signal)
    change()
    await expect(Array.fromAsync(body)).rejects.toThrow(ObjectChanged)
    await expect(source.openRange({ start: 0, end: 500 }, identity, signal)).rejects.toThrow(ObjectChanged)
  })

  it('says that it cannot be read when it is gone, and that a folder is no file', async () => {
    mkdirSync(join(folder, 'a folder'))
    const gone = createLocalObjectSource(join(folder, 'gone.zip')).openTail(1, signal)
    await expect(gone).rejects.toThrow(LocalArchiveUnreadable)
    const folderAsFile = createLocalObjectSource(join(folder, 'a folder')).openTail(1, signal)
    await expect(folderAsFile).rejects.toThrow(LocalArchiveNotAFile)
  })

  it('ends with the reason of whoever calls it off', async () => {
    const source = createLocalObjectSource(path)
    const { identity } = await source.openTail(1, signal)
    const abort = new AbortController()
    const reading = source.readRange({ start: 0, end: 3_000_000 }, identity, abort.signal, () => {
      abort.abort(new Error('called off'))
      return undefined
    })
    await expect(reading).rejects.toThrow('called off')
  })

  it('holds nothing open that is not read', async () => {
    const source = createLocalObjectSource(path)
    const { identity } = await source.openTail(1, signal)
    const { body } = await source.openRange({ start: 0, end: 500 }, identity, signal)
    for await (const _ of body) break
    rmSync(path)
    await expect(source.openTail(1, signal)).rejects.toThrow(LocalArchiveUnreadable)
  })
})
