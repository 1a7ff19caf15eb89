import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'

let folder: string
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'crash-'))))
afterEach(() => rmSync(folder, { recursive: true }))

const url = (file: string): string => JSON.stringify(new URL(`../../../app/platform/${file}`, import.meta.url).href)

it('ends with a sentence for the person and the cause in the log', () => {
  const logFile = join(folder, 'app.log')
  const code = `
    const { createLog } = await import(${url('log.ts')})
    const { openLogFile } = await import(${url('log-file.ts')})
    const { endOnCrash } = await import(${url('crash.ts')})
    const logFile = openLogFile(${JSON.stringify(logFile)})
    const tell = text => process.stderr.write(text)
    endOnCrash({ log: createLog(logFile), logFile, tell, exit: code => process.exit(code) })
    setTimeout(() => { throw new Error('database or disk is full') }, 1)
    setInterval(() => {}, 1000)`
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8' })
  expect(status).toBe(1)
  expect(stderr).toMatch(/Nothing was lost/)
  expect(stderr).not.toMatch(/database or disk is full/)
  expect(readFileSync(logFile, 'utf8')).toContain('database or disk is full')
})
