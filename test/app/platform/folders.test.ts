import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { FolderNotCreated, FolderNotReadable } from '../../../app/platform/folder-errors.ts'
import { createFolder, listFolders } from '../../../app/platform/folders.ts'

let folder: string
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'folders-'))))
afterEach(() => rmSync(folder, { recursive: true }))

describe('folders', () => {
  it('lists folders in natural order, without files and hidden ones', async () => {
    for (const name of ['run10', 'run9', '.hidden']) mkdirSync(join(folder, name))
    writeFileSync(join(folder, 'file.txt'), '')
    expect(await listFolders(folder)).toMatchObject({
      path: folder,
      parent: dirname(folder),
      folders: ['run9', 'run10'],
      isWritable: true,
      freeBytes: expect.any(Number),
    })
  })

  it('has no parent at the root', async () => {
    expect((await listFolders('/')).parent).toBeNull()
  })

  it('says so when a folder is not there', async () => {
    await expect(listFolders(join(folder, 'gone'))).rejects.toThrow(FolderNotReadable)
  })

  it('understands a path as people type it: from ~ on, and in quotes', async () => {
    const home = homedir()
    expect((await listFolders('~')).path).toBe(home)
    expect((await listFolders(`~/${relative(home, folder)}`)).path).toBe(folder)
    expect((await listFolders(`"${folder}"`)).path).toBe(folder)
  })

  it('says what is expected of a relative path, wherever the app was started', async () => {
    await expect(listFolders('results')).rejects.toMatchObject({
      code: 'destination-not-a-folder',
      userMessage: expect.stringContaining(join(homedir(), 'results')) as string,
    })
  })

  it('says that a file is none', async () => {
    writeFileSync(join(folder, 'output.zip'), '')
    await expect(listFolders(join(folder, 'output.zip'))).rejects.toMatchObject({
      code: 'destination-not-a-folder',
      userMessage: expect.stringContaining('This is a file, not a folder.') as string,
    })
  })

  it('creates a folder once, and is content when it is there already', async () => {
    expect((await createFolder(folder, 'new')).path).toBe(join(folder, 'new'))
    expect((await createFolder(folder, 'new')).path).toBe(join(folder, 'new'))
  })

  it.each(['..', '../x', 'a/b', '.'])('refuses the name %s, which leads elsewhere', async name => {
    await expect(createFolder(folder, name)).rejects.toThrow(FolderNotCreated)
  })

  it('says so when a file is in the way', async () => {
    writeFileSync(join(folder, 'taken'), '')
    await expect(createFolder(folder, 'taken')).rejects.toThrow(FolderNotCreated)
  })
})
