import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openLogFile } from '../../../app/platform/log-file.ts'

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'log-'))
  file = join(folder, 'app.log')
})
afterEach(() => rmSync(folder, { recursive: true }))

async function write(text: string): Promise<void> {
  const stream = openLogFile(file)
  stream.end(text)
  await once(stream, 'finish')
}

it('goes on with the log of the last start', async () => {
  await write('one\n')
  await write('two\n')
  expect(readFileSync(file, 'utf8')).toBe('one\ntwo\n')
})

it('puts a log aside that has grown too large, and keeps that one only', async () => {
  writeFileSync(file, 'x'.repeat(5_000_001))
  await write('fresh\n')
  expect(readFileSync(file, 'utf8')).toBe('fresh\n')
  expect(statSync(`${file}.1`).size).toBe(5_000_001)
})

it.skipIf(process.platform === 'win32')('is readable by its owner only', async () => {
  await write('one\n')
  expect(statSync(file).mode & 0o077).toBe(0)
})
