import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DataFolderNotUsable } from '../../../app/domain/data-errors.ts'
import { AlreadyRunning, lockInstance } from '../../../app/platform/instance-lock.ts'

let folder: string
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'lock-'))))
afterEach(() => rmSync(folder, { recursive: true }))

const module = new URL('../../../app/platform/instance-lock.ts', import.meta.url).href

/** Another process that holds the lock until it is killed. */
async function holdLock(file: string) {
  const code = `const { lockInstance } = await import(${JSON.stringify(module)}); lockInstance(${JSON.stringify(file)}); console.log('held'); setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(child.stdout, 'data')
  return child
}

describe('lockInstance', () => {
  it('refuses a data folder that another process uses', async () => {
    const file = join(folder, 'lock.sqlite')
    const child = await holdLock(file)
    expect(() => lockInstance(file)).toThrow(AlreadyRunning)
    child.kill('SIGKILL')
    await once(child, 'exit')
  })

  it('leaves nothing behind when its process is killed', async () => {
    const file = join(folder, 'lock.sqlite')
    const child = await holdLock(file)
    child.kill('SIGKILL')
    await once(child, 'exit')
    const unlock = lockInstance(file)
    unlock()
    lockInstance(file)()
  })

  it('is held up by no damaged file: nothing is kept in it', () => {
    const file = join(folder, 'lock.sqlite')
    writeFileSync(file, 'nonsense, longer than the header of a database would be. '.repeat(20))
    lockInstance(file)()
  })

  it('says where it cannot be taken', () => {
    const file = join(folder, 'lock.sqlite')
    mkdirSync(file)
    expect(() => lockInstance(file)).toThrow(DataFolderNotUsable)
  })
})
