import { once } from 'node:events'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { ElectronApplication } from '@playwright/test'
import { appWindow, expect, invoke, launch, test } from './fixtures.ts'

const bounds = { x: 40, y: 30, width: 900, height: 700 }
const laptop = { id: 1, bounds: { x: 0, y: 0, width: 1600, height: 1000 }, scaleFactor: 1 }
const monitor = { id: 2, bounds: { x: 1600, y: 0, width: 2560, height: 1440 }, scaleFactor: 1 }
const onMonitor = { x: 2000, y: 200, width: 1200, height: 900 }

test('opens maximised and zoomed as it was closed, with its bounds of before', async ({ home }) => {
  const first = await launch(home)
  await appWindow(first)
  await first.evaluate(({ BrowserWindow }, place) => {
    const window = BrowserWindow.getAllWindows()[0]!
    window.setBounds(place)
    window.webContents.setZoomLevel(1)
    window.maximize()
  }, bounds)
  await first.close()

  const again = await launch(home)
  await appWindow(again)
  const zoomLevel = () => stateOf(again).then(state => state.zoomLevel)
  await expect.poll(zoomLevel).toBe(1)
  expect(await stateOf(again)).toMatchObject({ normalBounds: bounds, isMaximized: true })
  await again.close()
})

test('remembers its place shortly after it was moved, so that a crash of the app loses nothing', async ({ home }) => {
  const first = await launch(home)
  await appWindow(first)
  await setBounds(first, bounds)
  await expect.poll(() => savedBounds(home.folder)).toEqual(bounds)
  const ended = once(first.process(), 'exit')
  first.process().kill('SIGKILL')
  await ended

  const again = await launch(home)
  await appWindow(again)
  expect(await stateOf(again)).toMatchObject({ normalBounds: bounds })
  await again.close()
})

test('comes into sight when its display goes, and back when that returns', async ({ electronApp, window, home }) => {
  await invoke(window, 'getSettings')
  await setDisplays(electronApp, [laptop, monitor], 'display-added')
  await setBounds(electronApp, onMonitor)
  await expect.poll(() => savedBounds(home.folder)).toEqual(onMonitor)

  await setDisplays(electronApp, [laptop], 'display-removed')
  await expect.poll(async () => (await stateOf(electronApp)).normalBounds.x).toBeLessThan(1600)
  await setBounds(electronApp, bounds)
  await expect.poll(() => savedBounds(home.folder)).toEqual(bounds)

  await setDisplays(electronApp, [laptop, monitor], 'display-added')
  await expect.poll(async () => (await stateOf(electronApp)).normalBounds).toEqual(onMonitor)
})

test('draws what is the system’s as light or dark as the setting says', async ({ electronApp, window }) => {
  const source = () => electronApp.evaluate(({ nativeTheme }) => nativeTheme.themeSource)
  await expect.poll(source).toBe('system')
  await invoke(window, 'updateSettings', { colorScheme: 'dark' })
  await expect.poll(source).toBe('dark')
  await invoke(window, 'updateSettings', { colorScheme: 'auto' })
  await expect.poll(source).toBe('system')
})

function stateOf(electronApp: ElectronApplication) {
  return electronApp.evaluate(({ BrowserWindow }) => {
    const window = BrowserWindow.getAllWindows()[0]!
    return {
      normalBounds: window.getNormalBounds(),
      isMaximized: window.isMaximized(),
      zoomLevel: window.webContents.getZoomLevel(),
    }
  })
}

function setBounds(electronApp: ElectronApplication, place: typeof bounds): Promise<void> {
  return electronApp.evaluate(({ BrowserWindow }, wanted) => BrowserWindow.getAllWindows()[0]!.setBounds(wanted), place)
}

/** Puts other displays on the desk, as the app sees it. */
function setDisplays(
  electronApp: ElectronApplication,
  displays: readonly (typeof laptop)[],
  event: 'display-added' | 'display-removed',
): Promise<void> {
  return electronApp.evaluate(
    ({ screen }, { wanted, name }) => {
      const all = wanted.map(display => ({ ...display, workArea: display.bounds })) as unknown as Electron.Display[]
      screen.getAllDisplays = () => all
      screen.getPrimaryDisplay = () => all[0]!
      screen.emit(name)
    },
    { wanted: displays, name: event },
  )
}

/** The place that a start would find: that of the displays used last. */
function savedBounds(folder: string): unknown {
  const database = new DatabaseSync(path.join(folder, 'data', 'settings.sqlite'), { readOnly: true })
  try {
    const row = database.prepare("SELECT value FROM setting WHERE name = 'window'").get()
    const memory = JSON.parse(String(row?.['value'] ?? '{"places":[]}')) as {
      readonly places: readonly { readonly place: { readonly bounds: unknown } }[]
    }
    return memory.places[0]?.place.bounds
  } finally {
    database.close()
  }
}
