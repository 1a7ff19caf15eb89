import { existsSync, mkdirSync, readFileSync, renameSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { crc32 } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { BatchedEntry, EntryOutcome } from '../../../app/transfers/extract-protocol.ts'
import { createFreshFolders, type FreshFolders } from '../../../app/transfers/folders-in-worker.ts'
import { contentOf } from '../../fakes/small-batch.ts'
import { makeTemporaryFolder, readTree } from '../../fakes/transfer-site.ts'

let folder: ReturnType<typeof makeTemporaryFolder>
let out: string
let staging: string
let fresh: FreshFolders

beforeEach(() => {
  folder = makeTemporaryFolder()
  out = join(folder.path, 'out')
  staging = join(folder.path, 'staging')
  mkdirSync(out)
  mkdirSync(staging)
  fresh = createFreshFolders(staging)
})
afterEach(() => folder.remove())

function entryOf(name: string, change: Partial<BatchedEntry> = {}): BatchedEntry {
  const content = contentOf(name)
  const sizes = { compressedBytes: content.length, sizeBytes: content.length, crc32: crc32(content) }
  const path = join(out, name)
  const places = { localPath: name, path, folder: dirname(path), name: basename(path), offset: 0, limit: 0 }
  return { index: 0, method: 0, ...sizes, modifiedAtMs: null, ...places, mayReplace: false, ...change }
}

/** Creates the files of entries where they belong, as a worker does. */
function stageFiles(...names: readonly string[]): void {
  for (const [place, name] of names.entries()) {
    const entry = entryOf(name)
    const staged = fresh.folderOf(entry)
    if (!staged) throw new Error(`The folder of ${name} is there already`)
    writeFileSync(join(staged.path, basename(name)), contentOf(name))
    staged.files.push({ place, entry })
  }
}

function placeAll() {
  const outcomes = new Map<number, EntryOutcome['kind']>()
  const trouble = fresh.placeAll((place, { kind }) => outcomes.set(place, kind))
  return { trouble, outcomes: Object.fromEntries(outcomes) }
}

function treeOf(...names: readonly string[]): ReadonlyMap<string, string> {
  return new Map(names.map(name => [name, name.endsWith('/') ? '' : contentOf(name)]))
}

const allWritten = { trouble: undefined, outcomes: { 0: 'written', 1: 'written' } }

describe('a folder that is not there yet', () => {
  it('becomes, as a whole, the one that was filled in the staging area', () => {
    stageFiles('a/1', 'a/2')
    const { ino } = statSync(fresh.folderOf(entryOf('a/3'))!.path)
    expect(readTree(out)).toEqual(new Map())
    expect(placeAll()).toEqual(allWritten)
    expect(readTree(out)).toEqual(treeOf('a/', 'a/1', 'a/2'))
    expect(statSync(join(out, 'a')).ino).toBe(ino)
    expect(readTree(staging)).toEqual(new Map())
  })

  it.each([
    ['the inner one first', ['a/b/1', 'a/2']],
    ['the outer one first', ['a/2', 'a/b/1']],
  ])('may lie in another such folder: %s', (_, names) => {
    stageFiles(...names)
    const inodes = names.map(name => statSync(fresh.folderOf(entryOf(name))!.path).ino)
    expect(placeAll()).toEqual(allWritten)
    expect(readTree(out)).toEqual(treeOf('a/', 'a/2', 'a/b/', 'a/b/1'))
    expect(names.map(name => statSync(join(out, name, '..')).ino)).toEqual(inodes)
  })

  it('gets the folders around it made', () => {
    stageFiles('x/y/z/1', 'x/y/z/2')
    expect(placeAll()).toEqual(allWritten)
    expect(readTree(out)).toEqual(treeOf('x/', 'x/y/', 'x/y/z/', 'x/y/z/1', 'x/y/z/2'))
  })

  it('is not made when none of its files was fine', () => {
    expect(fresh.folderOf(entryOf('a/1'))).toBeDefined()
    expect(placeAll()).toEqual({ trouble: undefined, outcomes: {} })
    expect([readTree(out), readTree(staging)]).toEqual([new Map(), new Map()])
  })

  it('never holds what an earlier run left in the staging area', () => {
    for (let number = 1; number <= 200; number++) mkdirSync(join(staging, String(number)), { recursive: true })
    for (let number = 1; number <= 200; number++) writeFileSync(join(staging, String(number), 'half'), 'half of a fi')
    stageFiles('a/1', 'a/2')
    expect(placeAll()).toEqual(allWritten)
    expect(readTree(out)).toEqual(treeOf('a/', 'a/1', 'a/2'))
  })

  it('that may hold more than its files is not placed as a whole', () => {
    stageFiles('a/1', 'a/2')
    const staged = fresh.folderOf(entryOf('a/1'))!
    writeFileSync(join(staged.path, '3'), 'half of a fi')
    staged.isSpoiled = true
    expect(placeAll()).toEqual(allWritten)
    expect(readTree(out)).toEqual(treeOf('a/', 'a/1', 'a/2'))
    expect(readTree(staging)).toEqual(new Map())
  })
})

describe('a folder that is there already', () => {
  it('is written into file by file', () => {
    mkdirSync(join(out, 'a'))
    expect(fresh.folderOf(entryOf('a/1'))).toBeUndefined()
    expect(fresh.folderOf(entryOf('1'))).toBeUndefined()
  })

  it.each([
    ['a file', () => writeFileSync(join(out, 'a'), 'mine')],
    ['a link to a folder', () => symlinkSync(staging, join(out, 'a'))],
    ['a link to nothing', () => symlinkSync(join(out, 'nowhere'), join(out, 'a'))],
  ])('is taken to be where %s has its name', (_, put) => {
    put()
    expect(fresh.folderOf(entryOf('a/1'))).toBeUndefined()
  })

  it('is where a file may be replaced, whatever became of it', () => {
    expect(fresh.folderOf(entryOf('a/1', { mayReplace: true }))).toBeUndefined()
  })

  it('is not looked for where its path is near to what a system takes', () => {
    const name = `${Array.from({ length: 4 }, () => 'x'.repeat(180)).join('/')}/1`
    expect(fresh.folderOf(entryOf(name))).toBeUndefined()
  })
})

describe('a folder that appears meanwhile', () => {
  it('keeps what is in it, and gets what is missing', () => {
    stageFiles('a/1', 'a/2')
    mkdirSync(join(out, 'a'))
    writeFileSync(join(out, 'a/mine'), 'content of a/mine')
    expect(placeAll()).toEqual(allWritten)
    expect(readTree(out)).toEqual(treeOf('a/', 'a/1', 'a/2', 'a/mine'))
    expect(readTree(staging)).toEqual(new Map())
  })

  it('keeps other files of the same names, and those that are the very same count as written', () => {
    stageFiles('a/1', 'a/2', 'a/3')
    mkdirSync(join(out, 'a'))
    writeFileSync(join(out, 'a/1'), 'somebody else, just now')
    writeFileSync(join(out, 'a/2'), contentOf('a/2'))
    const outcomes = { 0: 'in-the-way', 1: 'written', 2: 'written' }
    expect(placeAll()).toEqual({ trouble: undefined, outcomes })
    expect(readFileSync(join(out, 'a/1'), 'utf8')).toBe('somebody else, just now')
    expect(readTree(staging)).toEqual(new Map())
  })

  it('is fine when it is empty', () => {
    stageFiles('a/1', 'a/2')
    mkdirSync(join(out, 'a'))
    expect(placeAll()).toEqual(allWritten)
    expect(readTree(out)).toEqual(treeOf('a/', 'a/1', 'a/2'))
  })

  it.each([
    ['under its name', 'a'],
    ['above it', 'a/b'],
  ])('as a file %s stands in the way of each of its files', (_, path) => {
    stageFiles(`${path}/1`, `${path}/2`)
    writeFileSync(join(out, 'a'), 'mine')
    expect(placeAll()).toEqual({ trouble: undefined, outcomes: { 0: 'in-the-way', 1: 'in-the-way' } })
    expect(readFileSync(join(out, 'a'), 'utf8')).toBe('mine')
    expect(readTree(staging)).toEqual(new Map())
  })

  it('as a link to nothing is not followed', () => {
    stageFiles('a/1', 'a/2')
    symlinkSync(join(out, 'nowhere'), join(out, 'a'))
    expect(placeAll().outcomes).not.toMatchObject({ 0: 'written' })
    expect(existsSync(join(out, 'nowhere'))).toBe(false)
  })
})

describe('a disk in trouble', () => {
  it('is told of, and nothing that lacks its name counts as written', () => {
    stageFiles('a/1', 'b/2')
    const stagedA = fresh.folderOf(entryOf('a/1'))!
    renameSync(stagedA.path, join(folder.path, 'gone'))
    expect(placeAll()).toMatchObject({ trouble: { code: 'ENOENT' }, outcomes: { 1: 'written' } })
    expect(readTree(out)).toEqual(treeOf('b/', 'b/2'))
  })

  it('that is gone as a whole does not get the destination made again', () => {
    stageFiles('a/b/1', 'a/b/2')
    renameSync(staging, `${staging}-away`)
    renameSync(out, `${out}-away`)
    expect(placeAll()).toMatchObject({ trouble: { code: 'ENOENT' }, outcomes: {} })
    expect(existsSync(out)).toBe(false)
  })
})
