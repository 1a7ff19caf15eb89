import { describe, expect, it } from 'vitest'
import { bringsFiles, readDropped } from '../../../renderer/shell/dropped.ts'

/** What a browser hands over: a file for each thing, a folder among them. */
function dropOf(...names: readonly string[]): Parameters<typeof readDropped>[0] {
  const files = names.map(name => new File([], name.replace(/\/$/, '')))
  const items = names.map(name => ({
    kind: 'file',
    webkitGetAsEntry: () => ({ isDirectory: name.endsWith('/') }),
  }))
  return { files, items } as unknown as DataTransfer
}

describe('what is dropped into the window', () => {
  it.each([
    [['results/'], 'folder'],
    [['output.zip/'], 'folder'],
    [['output.zip'], 'archive'],
    [['Output (1).ZIP'], 'archive'],
    [['output.zip.part'], 'other'],
    [['notes.txt'], 'other'],
    [['a.zip', 'b.zip'], 'several'],
    [[], 'nothing'],
  ])('%j counts as %s', (names, kind) => {
    expect(readDropped(dropOf(...names)).kind).toBe(kind)
  })

  it('is something of the system, not a row of the page that is dragged', () => {
    expect(bringsFiles({ types: ['Files'] })).toBe(true)
    expect(bringsFiles({ types: ['DownloadURL', 'text/plain'] })).toBe(false)
    expect(bringsFiles(null)).toBe(false)
  })
})
