import { describe, expect, it } from 'vitest'
import { noTicks, setTicks, withGlobs } from '../../../../renderer/features/outputs/selection.ts'
import { whatToDrag, whatToSave } from '../../../../renderer/features/outputs/what-to-save.ts'
import { file, folder } from './fake-archive.ts'

const log = file('log.simpleFoam')
const mesh = folder('mesh/', 3)
const evil = file('../evil', { problem: 'It would land outside the folder.' })
const ticked = setTicks(noTicks, [log, mesh], true)
const only = (path: string) => ({ include: [path], exclude: [] })
const both = { include: ['mesh/', 'log.simpleFoam'], exclude: [] }

describe('what a command saves', () => {
  it('is all that is ticked', () => {
    expect(whatToSave(ticked, file('other'))).toEqual({ selection: both, entry: null })
  })

  it('is the entry under the cursor where nothing is ticked', () => {
    expect(whatToSave(noTicks, mesh)).toEqual({ selection: only('mesh/'), entry: mesh })
  })

  it.each([undefined, evil])('is nothing where there is nothing that can be saved', cursor => {
    expect(whatToSave(noTicks, cursor)).toBeNull()
  })
})

describe('what is dragged', () => {
  it('is one entry where it is not among those that are ticked', () => {
    const other = file('other.txt')
    expect(whatToDrag(ticked, other)).toEqual({ selection: only('other.txt'), entry: other })
  })

  it('is everything ticked where the entry is ticked itself', () => {
    expect(whatToDrag(ticked, log)).toEqual({ selection: both, entry: null })
    expect(whatToDrag(ticked, file('mesh/points'))).toEqual({ selection: both, entry: null })
  })

  it('is one entry where it is the only one that is ticked: it can leave the window then', () => {
    expect(whatToDrag(setTicks(noTicks, [log], true), log)).toEqual({ selection: only(log.path), entry: log })
  })

  it('is what globs take where one of them takes the entry', () => {
    const globs = withGlobs(noTicks, ['*.dat'])
    const hits = { ...globs, hits: new Map([['a.dat', 1]]) }
    expect(whatToDrag(hits, file('a.dat'))?.selection).toEqual({ include: [], exclude: [], globs: ['*.dat'] })
  })

  it('is nothing where the entry cannot be saved', () => {
    expect(whatToDrag(noTicks, evil)).toBeNull()
  })
})
