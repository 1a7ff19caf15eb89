import { join } from 'node:path'
import { expect, it } from 'vitest'
import { keepsUnflushedBytes } from '../../../app/platform/unflushed-bytes.ts'

it.skipIf(process.platform !== 'linux')('trusts the memory of this system', async () => {
  expect(await keepsUnflushedBytes('/dev/shm')).toBe(true)
})

it.skipIf(process.platform !== 'linux')('trusts no file system that it does not know', async () => {
  expect(await keepsUnflushedBytes('/proc')).toBe(false)
})

it('promises nothing where it cannot look', async () => {
  expect(await keepsUnflushedBytes(join(import.meta.dirname, 'nothing-here'))).toBe(false)
})
