import { expect, it } from 'vitest'
import { countUnpackers } from '../../../../app/domain/transfer/count-unpackers.ts'

it.each([
  [1, 2],
  [2, 2],
  [3, 3],
  [4, 4],
  [64, 4],
])('with %i cores, %i threads unpack', (cores, threads) => {
  expect(countUnpackers(cores)).toBe(threads)
})
