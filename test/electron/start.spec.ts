import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { projectFolder } from '../../build/entries.ts'
import type { TestHome } from '../e2e/web-shell.ts'
import { expect, test } from './fixtures.ts'
import { runningProcesses, type RunningProcess } from './processes.ts'

test.skip(process.platform !== 'linux', 'what still runs is read from /proc')

const standIn = path.join(import.meta.dirname, 'stand-in')

test('serves the app where Electron is not installed, and Ctrl+C ends all of it', async ({ home }) => {
  const start = startApp(home, { ELECTRON_OVERRIDE_DIST_PATH: home.folder })
  const address = await firstMatch(start, /Open (http:\/\/127\.0\.0\.1:\d+)/)
  expect((await fetch(address)).status).toBe(200)
  pressControlC(start)
  expect(await once(start, 'exit')).toEqual([0, null])
  await expect.poll(() => leftBy(start, home)).toEqual([])
})

test('serves the app where there is no display, though Electron is installed', async ({ home }) => {
  const start = startApp(home, { ELECTRON_OVERRIDE_DIST_PATH: standIn, DISPLAY: undefined, WAYLAND_DISPLAY: undefined })
  await firstMatch(start, /Open (http:\S+)/)
  start.kill('SIGTERM')
  expect(await once(start, 'exit')).toEqual([0, null])
  await expect.poll(() => leftBy(start, home)).toEqual([])
})

test('opens Electron where it is installed, and Ctrl+C ends all of it', async ({ home }) => {
  const start = startApp(home, { ELECTRON_OVERRIDE_DIST_PATH: standIn, DISPLAY: ':99' })
  // The account is opened after everything that listens for the end: the lock of the folder is there before.
  await expect.poll(() => existsSync(path.join(home.folder, 'data', 'accounts'))).toBe(true)
  pressControlC(start)
  expect(await once(start, 'exit')).toEqual([0, null])
  await expect.poll(() => leftBy(start, home)).toEqual([])
})

/** `npm start -- --sample --no-open`, in a process group of its own, as a terminal gives it. */
function startApp(home: TestHome, environment: NodeJS.ProcessEnv): ChildProcess {
  return spawn(process.execPath, ['build/run.js', 'build/start.ts', '--sample', '--no-open'], {
    cwd: projectFolder,
    env: { ...home.environment, ...environment },
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}

/** A terminal sends the signal to the whole group. */
function pressControlC({ pid }: ChildProcess): void {
  process.kill(-pid!, 'SIGINT')
}

/** What still runs of its process group, and whoever else works with its data. */
function leftBy({ pid }: ChildProcess, home: TestHome): readonly RunningProcess[] {
  return runningProcesses().filter(each => each.groupId === pid || each.commandLine.includes(home.folder))
}

function firstMatch(start: ChildProcess, pattern: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    start.once('exit', code => reject(new Error(`Ended with ${code} before it said ${pattern.source}`)))
    createInterface({ input: start.stdout! }).on('line', line => {
      const found = pattern.exec(line)?.[1]
      if (found !== undefined) resolve(found)
    })
  })
}
