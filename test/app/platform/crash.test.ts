import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

let folder: string
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'crash-'))))
afterEach(() => rmSync(folder, { recursive: true }))

const url = (file: string): string => JSON.stringify(new URL(`../../../app/platform/${file}`, import.meta.url).href)

/** Runs a process in which something goes wrong. What it tells the person is on its standard output. */
function runInProcess(whatHappens: string, log = join(folder, 'app.log')) {
  const code = `
    const { createLog } = await import(${url('log.ts')})
    const { openLogFile } = await import(${url('log-file.ts')})
    const { endOnCrash } = await import(${url('crash.ts')})
    const logPath = ${JSON.stringify(log)}
    const logFile = openLogFile(logPath)
    const tell = text => process.stdout.write(text + '\\n')
    const crash = endOnCrash({ log: createLog(logFile), logFile, logPath, tell, exit: code => process.exit(code) })
    setInterval(() => {}, 1000)
    ${whatHappens}`
  const { status, stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8' })
  return { status, told: stdout.trim().split('\n') }
}

const logged = () => readFileSync(join(folder, 'app.log'), 'utf8').trim().split('\n')

describe('an error that nobody caught', () => {
  it.each([
    ['was thrown', `setTimeout(() => { throw new Error('a bug') }, 1)`],
    ['was the end of a promise', `setTimeout(() => void Promise.reject(new Error('a bug')), 1)`],
    ['is no error at all', `setTimeout(() => void Promise.reject('a bug'), 1)`],
  ])('ends the app with one sentence and the cause in the log when it %s', (_name, whatHappens) => {
    const { status, told } = runInProcess(whatHappens)
    expect(status).toBe(1)
    expect(told).toEqual([expect.stringMatching(/^Inductiva Desktop had to end .* Nothing was lost.*app\.log$/)])
    expect(told.join()).not.toContain('a bug')
    expect(logged()).toEqual([expect.stringContaining('a bug')])
  })

  it('lets the app end in order first, and tells of no second one', () => {
    const { status, told } = runInProcess(`
      const survive = () => false
      const dispose = async () => {
        tell('ending')
        setTimeout(() => { throw new Error('another bug') }, 1)
        await new Promise(resolve => setTimeout(resolve, 50))
        tell('ended')
        throw new Error('not in order')
      }
      crash.protect({ survive, dispose })
      setTimeout(() => { throw new Error('a bug') }, 1)`)
    expect(status).toBe(1)
    expect(told).toEqual(['ending', 'ended', expect.stringContaining('had to end')])
    expect(logged().map(line => /"message":"([^"]*)"/.exec(line)?.[1])).toEqual([
      'a bug',
      'another bug',
      'not in order',
    ])
  })

  it('does not end an app that can go on', () => {
    const { status, told } = runInProcess(`
      const dispose = async () => tell('disposed')
      crash.protect({ survive: error => error.message === 'full', dispose })
      setTimeout(() => { throw new Error('full') }, 1)
      setTimeout(() => { throw new Error('full') }, 2)
      setTimeout(() => { tell('still here'); process.exit(0) }, 100)`)
    expect(status).toBe(0)
    expect(told).toEqual(['still here'])
    expect(logged()).toHaveLength(2)
  })

  it('ends an app whose parts do not come to an end', () => {
    const { status, told } = runInProcess(`
      crash.protect({ survive: () => false, dispose: () => new Promise(() => {}) })
      setTimeout(() => { throw new Error('a bug') }, 1)`)
    expect(status).toBe(1)
    expect(told).toEqual([expect.stringContaining('had to end')])
  })

  it('is told where the log cannot be written either', () => {
    const { status, told } = runInProcess(`setTimeout(() => { throw new Error('a bug') }, 1)`, folder)
    expect(status).toBe(1)
    expect(told).toEqual([expect.stringContaining('had to end')])
  })

  it('fills no disk where it comes again and again', () => {
    const { status, told } = runInProcess(`
      crash.protect({ survive: () => false, dispose: () => new Promise(resolve => setTimeout(resolve, 100)) })
      const again = () => { setImmediate(again); throw new Error('a bug') }
      setTimeout(again, 1)`)
    expect(status).toBe(1)
    expect(told).toHaveLength(1)
    expect(logged()).toHaveLength(20)
  })
})
