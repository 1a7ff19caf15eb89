import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ArchiveDamaged, ArchiveNotZip } from '../../../app/outputs/archive-errors.ts'
import type { CheckProgress } from '../../../app/outputs/check-protocol.ts'
import { LocalArchiveUnreadable } from '../../../app/domain/local-archive-errors.ts'
import { verifyLocalArchive } from '../../../app/outputs/local-archive.ts'
import { spawnWorker } from '../../fakes/index-worker.ts'
import { buildZip, type BuiltArchive, type BuiltEntry } from '../../fakes/zip-builder.ts'

let folder: string
let path: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'local-archive-'))
  path = join(folder, 'output.zip')
})
afterAll(() => rmSync(folder, { recursive: true }))

const signal = new AbortController().signal
const noise = Uint8Array.from({ length: 3_000_000 }, (_, i) => (i * i * 31 + (i >> 3)) % 251)
const words = 'Time = 1\n'.repeat(500_000) // unpacks to more than is unpacked in one go
const honest: BuiltEntry[] = [
  { name: 'artifacts/', method: 0 },
  { name: 'artifacts/raw.bin', data: noise, method: 0 },
  { name: 'artifacts/large.txt', data: words },
  { name: 'artifacts/small.txt', data: 'hello hello hello' },
  { name: 'artifacts/streamed.txt', data: 'streamed', hasDescriptor: true },
  { name: 'artifacts/empty' },
  { name: '../evil', data: 'a name that is refused has bytes all the same' },
]

function verifyBytes(bytes: Uint8Array, onProgress: (progress: CheckProgress) => void = () => undefined) {
  writeFileSync(path, bytes)
  return verifyLocalArchive(spawnWorker, path, { signal, onProgress })
}
const verify = (entries: readonly BuiltEntry[], archive?: BuiltArchive) => verifyBytes(buildZip(entries, archive))

describe('verifyLocalArchive', () => {
  it.each<[string, BuiltArchive]>([
    ['plain', {}],
    ['with zip64 records', { isZip64: true }],
    ['with bytes before it', { prefix: Buffer.from('#!/bin/sh\n') }],
    ['with a comment', { comment: Buffer.alloc(40_000, 'c') }],
  ])('finds nothing wrong with a sound archive, %s', async (_what, archive) => {
    const unpacked = noise.length + words.length + 17 + 8 + 45
    expect(await verify(honest, archive)).toEqual({
      ...{ checkedEntries: 7, checkedBytes: unpacked, failedEntries: 0, failures: [] },
    })
  })

  it.each([
    ['artifacts/raw.bin', 1_500_000, 'CRC-32'],
    ['artifacts/large.txt', 100, 'This entry is damaged'],
    ['artifacts/small.txt', 5, 'This entry is damaged'],
    ['artifacts/streamed.txt', 3, 'This entry is damaged'],
  ])('names %s, and no other, when one of its bytes is wrong', async (name, offset, reason) => {
    const bytes = buildZip(honest)
    const at = bytes.indexOf(name) + name.length + offset
    bytes[at] = bytes[at]! ^ 0xff
    const check = await verifyBytes(bytes)
    expect(check).toMatchObject({ checkedEntries: 7, failedEntries: 1 })
    expect(check.failures).toEqual([{ index: expect.any(Number), name, reason: expect.stringContaining(reason) }])
  })

  it('names what lies about its size or its CRC-32, and what cannot be checked', async () => {
    const check = await verify([
      { name: 'fine', data: 'x' },
      { name: 'wrong-crc', data: 'abc', crc: 1 },
      { name: 'too-much', data: 'a'.repeat(2000), size: 1000 },
      { name: 'too-little', data: 'a'.repeat(1000), size: 2000 },
      { name: 'secret', data: 'x', flags: 1 },
      { name: 'lzma', data: 'x', method: 14 },
      { name: 'again', headerOffset: 0 },
    ])
    expect(check.failures).toEqual([
      { index: 0, name: 'fine', reason: expect.stringContaining('shares') },
      { index: 1, name: 'wrong-crc', reason: expect.stringContaining('CRC-32') },
      { index: 2, name: 'too-much', reason: expect.stringContaining('more than its 1000 bytes') },
      { index: 3, name: 'too-little', reason: expect.stringContaining('1000 of 2000') },
      { index: 4, name: 'secret', reason: expect.stringContaining('encrypted') },
      { index: 5, name: 'lzma', reason: expect.stringContaining('method') },
      { index: 6, name: 'again', reason: expect.stringContaining('shares') },
    ])
  })

  it('keeps the first thousand failures and counts all', async () => {
    const entries = Array.from({ length: 1200 }, (_, i) => ({ name: `f${i}`, data: 'x', method: 0, crc: 1 }))
    const check = await verify(entries)
    expect(check).toMatchObject({ checkedEntries: 1200, failedEntries: 1200 })
    expect(check.failures).toHaveLength(1000)
  })

  it('tells how far it is, up to the end', async () => {
    const told: CheckProgress[] = []
    await verifyBytes(buildZip(honest), progress => told.push(progress))
    const total = noise.length + words.length + 17 + 8 + 45
    expect(told.at(-1)).toEqual({ checkedEntries: 7, totalEntries: 7, checkedBytes: total, totalBytes: total })
    expect(told.map(({ checkedBytes }) => checkedBytes)).toEqual(
      told.map(({ checkedBytes }) => checkedBytes).toSorted((a, b) => a - b),
    )
  })

  it('fails when there is no list of entries to go by', async () => {
    await expect(verifyBytes(Buffer.from('<!DOCTYPE html>'))).rejects.toThrow(ArchiveNotZip)
    await expect(verifyBytes(Buffer.from('<!DOCTYPE html>'))).rejects.toThrow('a web page')
    const whole = buildZip(honest)
    await expect(verifyBytes(whole.subarray(0, whole.length - 30))).rejects.toThrow(ArchiveDamaged)
  })

  it('says that the file cannot be read when it is gone', async () => {
    const gone = verifyLocalArchive(spawnWorker, join(folder, 'gone.zip'), { signal })
    await expect(gone).rejects.toThrow(LocalArchiveUnreadable)
  })

  it('ends at once when it is called off', async () => {
    writeFileSync(path, buildZip(honest))
    const abort = new AbortController()
    const check = verifyLocalArchive(spawnWorker, path, { signal: abort.signal })
    abort.abort(new Error('called off'))
    await expect(check).rejects.toThrow('called off')
    await expect(verifyLocalArchive(spawnWorker, path, { signal: abort.signal })).rejects.toThrow('called off')
  })
})
