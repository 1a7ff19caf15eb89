import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import path from 'node:path'
import { projectFolder } from '../../build/entries.ts'
import { appWindow, electronProgram, expect, invoke, launch, test } from './fixtures.ts'
import { runningProcesses, type RunningProcess } from './processes.ts'

test('shows the first window when started again with the same data', async ({ electronApp, window, home }) => {
  await electronApp.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.minimize())
  const second = spawn(electronProgram, [projectFolder], { env: home.environment, stdio: 'ignore' })
  expect(await once(second, 'exit')).toEqual([0, null])
  const isMinimized = () =>
    electronApp.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map(each => each.isMinimized()))
  await expect.poll(isMinimized).toEqual([false])
  expect(await invoke(window, 'getSettings')).toMatchObject({ ok: true })
})

test('ends with its window and leaves no process', async ({ electronApp, window, home }) => {
  test.skip(process.platform !== 'linux', 'elsewhere it stays, in the tray or the dock')
  await invoke(window, 'getSettings')
  const ended = once(electronApp.process(), 'exit')
  await electronApp.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.close()).catch(() => undefined)
  expect(await ended).toEqual([0, null])
  await expect.poll(() => processesOf(home.folder)).toEqual([])
})

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  test(`ends in good order on ${signal}`, async ({ electronApp, window, home }) => {
    test.skip(process.platform === 'win32', 'a program is ended without being asked there')
    await invoke(window, 'getSettings')
    const ended = once(electronApp.process(), 'exit')
    electronApp.process().kill(signal)
    expect(await ended).toEqual([0, null])
    const files = readdirSync(path.join(home.folder, 'data'), { recursive: true, encoding: 'utf8' })
    expect(files.filter(name => name.endsWith('.sqlite-wal'))).toEqual([]) // a database that was closed leaves none
    await expect.poll(() => processesOf(home.folder)).toEqual([])
  })
}

test('opens again where its window was, with the same data', async ({ home }) => {
  const first = await launch(home)
  await appWindow(first)
  await first.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]!.setBounds({ x: 40, y: 30, width: 900, height: 700 })
  })
  await first.close()
  const again = await launch(home)
  await appWindow(again)
  const bounds = await again.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.getBounds())
  await again.close()
  expect(bounds).toEqual({ x: 40, y: 30, width: 900, height: 700 })
})

/** Every process of an app that keeps its data in a folder: Chromium names it on the command line. */
function processesOf(folder: string): readonly RunningProcess[] {
  return process.platform === 'linux' ? runningProcesses().filter(each => each.commandLine.includes(folder)) : []
}
