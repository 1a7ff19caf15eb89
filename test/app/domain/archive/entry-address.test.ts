import { describe, expect, it } from 'vitest'
import { readEntryAddress, writeEntryAddress } from '../../../../app/domain/archive/entry-address.ts'

const place = { grant: 'g-1_A', taskId: 't1', archive: 'output', path: 'artifacts/a.txt', purpose: 'show' as const }

describe('the address of an entry', () => {
  it.each([
    'plain.txt',
    'artifacts/processor0/0.5/U',
    'with space.txt',
    'what?#100%.txt',
    'µ-ångström/溶液.dat',
    'back\\slash.txt',
    "quote's (1)!*~.txt",
    'a;b=c&d+e@f:g,h$i',
    '%2F%2e%2e.txt',
  ])('says of %s what it is and nothing else', path => {
    const address = writeEntryAddress({ ...place, path })
    expect(new URL(`http://host${address}`).pathname).toBe(address) // no browser changes it
    expect(readEntryAddress(address)).toEqual({ ...place, path })
  })

  it('reads as a path for whoever sees it', () => {
    expect(writeEntryAddress(place)).toBe('/g-1_A/outputs/t1/output/artifacts/a.txt')
    expect(writeEntryAddress({ ...place, purpose: 'save' })).toBe('/g-1_A/outputs/t1/output/artifacts/a.txt?save')
  })

  it('tells saving from showing', () => {
    expect(readEntryAddress(writeEntryAddress({ ...place, purpose: 'save' }))?.purpose).toBe('save')
  })

  it.each([
    '',
    '/',
    '/g/outputs/t1/output',
    '/g/inputs/t1/output/a',
    '//outputs/t1/output/a',
    'g/outputs/t1/output/a',
    '/g/outputs/t1/output/a%',
    '/g/outputs/t1/output/a%2F..%2Fb',
    '/g/outputs/t1/output/%ff',
    '/g/outputs/t1/output/a?save=1',
    '/g/outputs/t1/output/a?save&x',
  ])('is not %j', target => {
    expect(readEntryAddress(target)).toBeNull()
  })
})
