import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createIndexStore } from '../../../app/platform/index-store.ts'
import { recordingLog } from '../../fakes/logs.ts'

let root: string
let folder: string
const log = recordingLog()
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'index-store-'))
  folder = join(root, 'indexes')
})
afterEach(() => rmSync(root, { recursive: true }))

const open = (maxBytes = 1000) => createIndexStore({ folder, log: log.log, maxBytes })
const bytes = (length: number, value = 7) => [Buffer.alloc(length - 1, value), Buffer.of(1)]
const files = () => readdirSync(folder)

describe('createIndexStore', () => {
  it('gives back what was written, also to the next session', async () => {
    const shared = new Uint8Array(new SharedArrayBuffer(3)).fill(5)
    await open().write('a', [Buffer.from('head'), shared])
    expect(await open().has('a')).toBe(true)
    expect(Buffer.from((await open().read('a'))!)).toEqual(Buffer.from('head\u0005\u0005\u0005'))
    expect(await open().has('b')).toBe(false)
    expect(await open().read('b')).toBeNull()
  })

  it('puts the new in place of the old, and leaves nothing else behind', async () => {
    await open().write('a', bytes(10))
    await open().write('a', bytes(20))
    expect(files()).toHaveLength(1)
    expect((await open().read('a'))?.length).toBe(20)
  })

  it('says nothing in a file name, and lets nobody else read the file', async () => {
    await open().write('bucket:task/output.zip', bytes(10))
    expect(files()[0]).toMatch(/^[0-9a-f]{32}\.index$/)
    if (process.platform !== 'win32') expect(statSync(join(folder, files()[0]!)).mode & 0o077).toBe(0)
  })

  it('lets go of what was used longest ago when room runs out', async () => {
    const store = open(1000)
    for (const [at, key] of ['a', 'b', 'c'].entries()) {
      await store.write(key, bytes(300))
      for (const name of files().filter(each => statSync(join(folder, each)).mtimeMs > 10_000_000)) {
        utimesSync(join(folder, name), at + 1, at + 1)
      }
    }
    await store.read('a') // used now
    await store.write('d', bytes(300))
    expect(await Promise.all(['a', 'b', 'c', 'd'].map(key => store.has(key)))).toEqual([true, false, true, true])
  })

  it('does not let one huge index push out all others', async () => {
    const store = open(1000)
    await store.write('a', bytes(400))
    await store.write('huge', bytes(501))
    expect(await store.has('huge')).toBe(false)
    expect(await store.has('a')).toBe(true)
  })

  it('removes in its turn what a killed process left unfinished', async () => {
    await open().write('a', bytes(400))
    writeFileSync(join(folder, 'x.index.1.tmp'), Buffer.alloc(900))
    utimesSync(join(folder, 'x.index.1.tmp'), 1, 1)
    await open().write('b', bytes(300))
    expect(files()).toHaveLength(2)
    expect(files().some(name => name.endsWith('.tmp'))).toBe(false)
  })

  it('answers a miss, and says so in the log, where the folder is no folder', async () => {
    writeFileSync(folder, 'in the way')
    await open().write('a', bytes(10))
    expect(await open().has('a')).toBe(false)
    expect(await open().read('a')).toBeNull()
    expect(log.lines.length).toBeGreaterThan(0)
    expect(readFileSync(folder, 'utf8')).toBe('in the way')
  })

  it('answers what is left of a file that was cut short: its reader knows what belongs there', async () => {
    await open().write('a', bytes(10))
    truncateSync(join(folder, files()[0]!), 4)
    expect((await open().read('a'))?.length).toBe(4)
  })
})
