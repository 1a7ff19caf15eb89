import { expect, it } from 'vitest'
import { packFiles, unpackFiles } from '../../../app/transfers/packed-files.ts'

it('names to look at come out of a message as they went in', () => {
  const files = [
    { index: 0, path: '/out/a', sizeBytes: 0, crc32: 0 },
    { index: 7, path: '/out/é', sizeBytes: 2 ** 41, crc32: 2 ** 32 - 1 },
    { index: 8, path: '', sizeBytes: 1, crc32: 5 },
  ]
  expect([...unpackFiles(structuredClone(packFiles(files)))]).toEqual(files)
  expect([...unpackFiles(packFiles([]))]).toEqual([])
})
