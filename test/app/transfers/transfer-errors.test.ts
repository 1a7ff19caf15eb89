import { describe, expect, it } from 'vitest'
import { diskFailure, toDiskFailure } from '../../../app/transfers/disk-failure.ts'
import { readableBytes } from '../../../app/domain/readable-bytes.ts'
import { DestinationFull, EntriesFailed } from '../../../app/transfers/transfer-errors.ts'

describe('what people read', () => {
  it.each([
    [0, '0 bytes'],
    [999, '999 bytes'],
    [1_000, '1.0 KB'],
    [12_345_678, '12 MB'],
    [9_949_999_999, '9.9 GB'],
    [3_000_000_000_000_000, '3000 TB'],
  ])('%s is %s', (bytes, text) => {
    expect(readableBytes(bytes)).toBe(text)
  })

  it('names what is needed and what is free', () => {
    expect(new DestinationFull(3_400_000_000, 1_200_000).userMessage).toBe(
      'There is not enough room in the chosen folder: 3.4 GB are needed and 1.2 MB are free. Free some space and try again, or choose another folder. What has arrived is kept.',
    )
  })

  it('tells of nothing that has arrived before a download has begun', () => {
    expect(new DestinationFull(3_400_000_000, 1_200_000, { isStarted: false }).userMessage).toMatch(
      /or choose another folder\.$/,
    )
  })

  it.each([
    [
      { damaged: 1, inTheWay: 0, refused: 0, fine: 41 },
      '1 file arrived damaged twice and was not kept. The other 41 are fine.',
    ],
    [
      { damaged: 0, inTheWay: 2, refused: 1, fine: 1 },
      '2 files were left out: a different one of the same name is already there and was not touched. 1 file could not be created on this disk. The other one is fine.',
    ],
    [{ damaged: 3, inTheWay: 0, refused: 0, fine: 0 }, '3 files arrived damaged twice and were not kept.'],
  ])('%j reads: %s', (failed, sentence) => {
    expect(new EntriesFailed(failed, false).userMessage).toBe(sentence)
  })

  it('is a question where the person wants to be asked about files in the way, and about those alone', () => {
    const some = { damaged: 1, inTheWay: 2, refused: 0, fine: 4 }
    expect(new EntriesFailed(some, true)).toMatchObject({
      ...{ code: 'files-in-the-way', remedy: 'decide-conflicts' },
      userMessage:
        '1 file arrived damaged twice and was not kept. Of 2 files, a different one is already there. Decide what becomes of them. The other 4 are fine.',
    })
    expect(new EntriesFailed({ ...some, inTheWay: 0 }, true)).toMatchObject({ code: 'entry-damaged', remedy: 'retry' })
  })
})

describe('system errors of the destination', () => {
  it.each([
    ['ENOSPC', 'destination-full'],
    ['EDQUOT', 'destination-full'],
    ['EACCES', 'destination-not-writable'],
    ['EROFS', 'destination-not-writable'],
    ['ENOENT', 'destination-missing'],
    ['EIO', 'destination-not-writable'],
  ])('%s is %s', (code, expected) => {
    expect(diskFailure(code, 'message', { destination: '/to', neededBytes: 1 }).code).toBe(expected)
  })

  it('are told from bugs, which stay what they are', () => {
    const bug = new TypeError('undefined is not a function')
    expect(toDiskFailure(bug, '/to', 0)).toBe(bug)
    const system = Object.assign(new Error('ENOSPC: no space left'), { code: 'ENOSPC', syscall: 'write' })
    expect(toDiskFailure(system, '/to', 5)).toMatchObject({ code: 'destination-full', cause: system })
  })
})
