import { mkdirSync, statSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { transferDisk } from '../../../app/platform/disk.ts'
import { startRangeServer } from '../../fakes/range-server.ts'
import { makeTemporaryFolder, openTransferSite, requestFor } from '../../fakes/transfer-site.ts'
import { buildZip } from '../../fakes/zip-builder.ts'

it('gives files the time that the archive has for them', async () => {
  const folder = makeTemporaryFolder()
  const [date, time] = [((2020 - 1980) << 9) | (5 << 5) | 17, 12 << 11]
  const entries = [{ name: 'artifacts/' }, { name: 'artifacts/old.txt', data: 'old', date, time }]
  const server = await startRangeServer(buildZip(entries))
  const site = openTransferSite({ url: server.url, databasePath: join(folder.path, 'account.sqlite') })
  try {
    const { id } = await site.transfers.start(requestFor(join(folder.path, 'out')))
    await site.until(id, 'done', 'failed')
    expect(statSync(join(folder.path, 'out/old.txt')).mtime).toEqual(new Date(2020, 4, 17, 12))
  } finally {
    await site.close()
    await server.close()
    folder.remove()
  }
})

it('gives folders with an entry of their own its time, however deep, and no others any', async () => {
  const folder = makeTemporaryFolder()
  const year = (number: number) => ({ date: ((number - 1980) << 9) | (5 << 5) | 17, time: 12 << 11 })
  const files = ['a/one.txt', 'a/b/c/two.txt', 'without/three.txt'].map(name => ({
    name: `artifacts/${name}`,
    data: name,
    ...year(2001),
  }))
  const folders = ['a/', 'a/b/', 'a/b/c/', 'empty/'].map((name, at) => ({
    name: `artifacts/${name}`,
    ...year(2010 + at),
  }))
  const server = await startRangeServer(buildZip([...folders, ...files]))
  const site = openTransferSite({ url: server.url, databasePath: join(folder.path, 'account.sqlite') })
  const startedMs = Date.now()
  const mtime = (name: string): Date => statSync(join(folder.path, 'out', name)).mtime
  try {
    const { id } = await site.transfers.start(requestFor(join(folder.path, 'out')))
    expect(await site.until(id, 'done', 'failed')).toMatchObject({ state: 'done' })
    expect(['a', 'a/b', 'a/b/c', 'empty'].map(name => mtime(name).getFullYear())).toEqual([2010, 2011, 2012, 2013])
    expect(mtime('a/b')).toEqual(new Date(2011, 4, 17, 12))
    expect(mtime('without').getTime()).toBeGreaterThan(startedMs - 60_000)
  } finally {
    await site.close()
    await server.close()
    folder.remove()
  }
})

it('leaves the time of a link where a folder should be as it is, and of what it leads to', async () => {
  const folder = makeTemporaryFolder()
  const [target, link] = [join(folder.path, 'target'), join(folder.path, 'link')]
  mkdirSync(target)
  symlinkSync(target, link, 'junction')
  const before = statSync(target).mtimeMs
  try {
    await transferDisk.setFolderTime(link, 1_000_000_000_000)
    await transferDisk.setFolderTime(join(folder.path, 'nothing'), 1_000_000_000_000)
    expect(statSync(link).mtimeMs).toBe(before)
    await transferDisk.setFolderTime(target, 1_000_000_000_000)
    expect(statSync(target).mtimeMs).toBe(1_000_000_000_000)
  } finally {
    folder.remove()
  }
})
