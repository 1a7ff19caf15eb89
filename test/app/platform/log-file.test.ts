import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
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

async function write(...lines: string[]): Promise<void> {
  const log = openLogFile(file)
  for (const line of lines) log.write(line)
  await log.end()
}

it('goes on with the log of the last start', async () => {
  await write('one\n')
  await write('two\n')
  expect(readFileSync(file, 'utf8')).toBe('one\ntwo\n')
})

it('has everything on disk once it is flushed, and goes on', async () => {
  const log = openLogFile(file)
  log.write('one\n')
  await log.flush()
  expect(readFileSync(file, 'utf8')).toBe('one\n')
  log.write('two\n')
  await log.end()
  expect(readFileSync(file, 'utf8')).toBe('one\ntwo\n')
})

it('puts a log aside that has grown too large before this start', async () => {
  writeFileSync(file, 'x'.repeat(5 * 1024 * 1024 + 1))
  await write('fresh\n')
  expect(readFileSync(file, 'utf8')).toBe('fresh\n')
  expect(statSync(`${file}.1`).size).toBe(5 * 1024 * 1024 + 1)
})

it('puts it aside while it is being written as well, and keeps a few only', async () => {
  const log = openLogFile(file, { size: '1K', kept: 2 })
  const line = (index: number) => `${String(index).padStart(4, '0')}${'x'.repeat(95)}\n`
  for (let index = 0; index < 100; index++) log.write(line(index))
  await log.end()
  expect(readdirSync(folder).toSorted()).toEqual(['app.log', 'app.log.1', 'app.log.2'])
  const kept = ['app.log.2', 'app.log.1', 'app.log'].map(name => readFileSync(join(folder, name), 'utf8')).join('')
  const last = Array.from({ length: kept.length / 100 }, (_, index) => line(100 - kept.length / 100 + index))
  expect(kept).toBe(last.join(''))
})

it.skipIf(process.platform === 'win32')('is readable by its owner only, also one that was not', async () => {
  writeFileSync(file, 'old\n')
  chmodSync(file, 0o644)
  const log = openLogFile(file, { size: '1K' })
  log.write('x'.repeat(2000))
  log.write('fresh\n')
  await log.end()
  for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).mode & 0o077).toBe(0)
})

it('goes on without a file that cannot be written, and says later how much is missing', async () => {
  mkdirSync(file)
  const log = openLogFile(file, { retryAfterMs: 0 })
  log.write('lost\n')
  await log.flush()
  rmSync(file, { recursive: true })
  log.write('told\n')
  await log.end()
  const [gap, told] = readFileSync(file, 'utf8').split('\n')
  expect(JSON.parse(gap!)).toMatchObject({ lines: 1, msg: expect.stringContaining('are lost') as string })
  expect(told).toBe('told')
})

it('leaves a file alone for a while that could not be written', async () => {
  mkdirSync(file)
  const log = openLogFile(file)
  log.write('lost\n')
  await log.flush()
  rmSync(file, { recursive: true })
  log.write('lost as well\n')
  await log.end()
  expect(readdirSync(folder)).toEqual([])
})
