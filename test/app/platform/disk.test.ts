import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { transferDisk as disk } from '../../../app/platform/disk.ts'
import { withMount } from '../../fakes/small-disk.ts'
import { makeTemporaryFolder } from '../../fakes/transfer-site.ts'

const mebibyte = 1024 * 1024

let folder: ReturnType<typeof makeTemporaryFolder>
beforeEach(() => {
  folder = makeTemporaryFolder()
})
afterEach(() => folder.remove())

describe('a part file', () => {
  it('takes bytes at any place, in any order, and keeps them when it is opened again', async () => {
    const path = join(folder.path, 'part')
    const first = await disk.openPart(path)
    await first.write(6, [Buffer.from('wor'), Buffer.from('ld')])
    await first.write(0, [Buffer.from('hello ')])
    await first.flush()
    await first.close()
    await first.close()
    const again = await disk.openPart(path)
    await again.write(0, [Buffer.from('J')])
    await again.close()
    expect(readFileSync(path, 'utf8')).toBe('Jello world')
  })

  it('has its final size before its bytes when told so, loses nothing to that, and never gets shorter', async () => {
    const path = join(folder.path, 'part')
    const file = await disk.openPart(path)
    await file.write(2, [Buffer.from('old')])
    await file.lengthen(1_000_000)
    expect(await disk.sizeOf(path)).toBe(1_000_000)
    await file.lengthen(10)
    await file.reserve(20)
    await file.close()
    const bytes = readFileSync(path)
    expect([bytes.length, bytes.subarray(0, 6).toString()]).toEqual([1_000_000, '\0\0old\0'])
  })
})

const canMount = process.getuid?.() === 0 && process.platform === 'linux'

describe.skipIf(!canMount)('room that is set aside (needs root on Linux, to mount a small disk)', () => {
  it('is taken at once, and none of it where there is too little', async () => {
    await withMount(folder.path, 'size=4m', async () => {
      const path = join(folder.path, 'part')
      const file = await disk.openPart(path)
      await file.write(0, [Buffer.from('kept')])
      await expect(file.reserve(8 * mebibyte)).rejects.toMatchObject({ code: 'ENOSPC' })
      expect(await disk.takenBytes(path)).toBeLessThan(mebibyte)
      await file.reserve(3 * mebibyte)
      expect(await disk.takenBytes(path)).toBe(3 * mebibyte)
      await file.close()
      expect(readFileSync(path).subarray(0, 5).toString()).toBe('kept\0')
    })
  })
})

describe('the disk', () => {
  it('says of what has a name whether it is a folder', async () => {
    expect(await disk.factsOf(folder.path)).toMatchObject({ isFolder: true })
    expect(await disk.factsOf(import.meta.filename)).toMatchObject({ isFolder: false })
  })

  it('tells the room that a file takes, which is about its size where it has no holes', async () => {
    const file = join(folder.path, 'file')
    writeFileSync(file, Buffer.alloc(300_000, 'x'), { flush: true })
    expect(await disk.takenBytes(file)).toBeGreaterThanOrEqual(300_000)
    expect(await disk.takenBytes(join(folder.path, 'nothing'))).toBe(0)
  })

  it('tells what is there', async () => {
    const file = join(folder.path, 'file')
    writeFileSync(file, 'four')
    expect(await disk.lookUp(file)).toBe('file')
    expect(await disk.lookUp(join(file, 'below'))).toBe('file')
    expect(await disk.lookUp(folder.path)).toBe('folder')
    expect(await disk.lookUp(join(folder.path, 'nothing'))).toBe('nothing')
    expect([await disk.sizeOf(file), await disk.sizeOf(join(folder.path, 'nothing'))]).toEqual([4, undefined])
  })

  it('answers for folders that are still to be made', async () => {
    const deep = join(folder.path, 'not/yet/there')
    expect(await disk.isWritable(deep)).toBe(true)
    expect(await disk.freeBytes(deep)).toBeGreaterThan(0)
    await disk.makeFolder(deep)
    expect(await disk.lookUp(deep)).toBe('folder')
  })

  it('cannot write where not even the superuser can', async () => {
    expect(await disk.isWritable('/proc')).toBe(false)
  })

  it('removes a folder with all it holds, and nothing where there is nothing', async () => {
    mkdirSync(join(folder.path, 'a/b'), { recursive: true })
    await disk.remove(join(folder.path, 'a'))
    await disk.remove(join(folder.path, 'a'))
    expect(await disk.lookUp(join(folder.path, 'a'))).toBe('nothing')
  })

  it('names a boot the same way each time', async () => {
    expect(await disk.bootId()).toBe(await disk.bootId())
  })
})
