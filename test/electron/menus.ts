import type { ElectronApplication } from '@playwright/test'

/** An item of a menu as a person sees it. */
export type SeenItem = { readonly label: string; readonly isEnabled: boolean }

type Catch = { readonly trays: { tray: Electron.Tray; menu: Electron.Menu | null; toolTip: string }[] }
/** In the app's own process, from `watchTray` on. */
declare global {
  var caught: Catch | undefined
}

/** Electron types it as any function. */
type Clickable = { click(): void }
type TrayMethods = {
  setContextMenu: (this: Electron.Tray, menu: Electron.Menu | null) => void
  setToolTip: (this: Electron.Tray, toolTip: string) => void
}

/** Chooses an item of the application menu by the id the app gave it. */
export function chooseInMenu(electronApp: ElectronApplication, id: string): Promise<void> {
  return electronApp.evaluate(({ Menu }, wanted) => {
    const item = Menu.getApplicationMenu()?.getMenuItemById(wanted)
    if (!item?.enabled) throw new Error(`${wanted} cannot be chosen`)
    ;(item as unknown as Clickable).click()
  }, id)
}

export function isEnabledInMenu(electronApp: ElectronApplication, id: string): Promise<boolean | undefined> {
  return electronApp.evaluate(({ Menu }, wanted) => Menu.getApplicationMenu()?.getMenuItemById(wanted)?.enabled, id)
}

/** Remembers every tray icon from here on: Electron has no list of them. Those that are there are noticed when they change. */
export function watchTray(electronApp: ElectronApplication): Promise<void> {
  return electronApp.evaluate(({ Tray }) => {
    const trays: Catch['trays'] = (globalThis.caught = { trays: [] }).trays
    const seen = (tray: Electron.Tray) => {
      const known = trays.find(each => each.tray === tray) ?? { tray, menu: null, toolTip: '' }
      if (!trays.includes(known)) trays.push(known)
      return known
    }
    const methods = Tray.prototype as TrayMethods
    const { setContextMenu, setToolTip } = methods
    methods.setContextMenu = function (menu) {
      seen(this).menu = menu
      setContextMenu.call(this, menu)
    }
    methods.setToolTip = function (toolTip) {
      seen(this).toolTip = toolTip
      setToolTip.call(this, toolTip)
    }
  })
}

/** What the tray shows; null while there is none. */
export function seenTray(
  electronApp: ElectronApplication,
): Promise<{ readonly toolTip: string; readonly items: readonly SeenItem[] } | null> {
  return electronApp.evaluate(() => {
    const shown = globalThis.caught?.trays.find(({ tray }) => !tray.isDestroyed())
    if (!shown) return null
    const items = (shown.menu?.items ?? []).filter(({ type }) => type !== 'separator')
    return { toolTip: shown.toolTip, items: items.map(({ label, enabled }) => ({ label, isEnabled: enabled })) }
  })
}

/** Chooses an item of the tray's menu by the start of its label. */
export function chooseInTray(electronApp: ElectronApplication, label: string): Promise<void> {
  return electronApp.evaluate((_, wanted) => {
    const menu = globalThis.caught?.trays.find(({ tray }) => !tray.isDestroyed())?.menu
    const item = menu?.items.find(each => each.label.startsWith(wanted))
    if (!item?.enabled) throw new Error(`${wanted} cannot be chosen`)
    ;(item as unknown as Clickable).click()
  }, label)
}

/** A press of the tray's icon. */
export function pressTray(electronApp: ElectronApplication): Promise<void> {
  return electronApp.evaluate(() => {
    globalThis.caught?.trays.find(({ tray }) => !tray.isDestroyed())?.tray.emit('click')
  })
}

/** Answers every question of the app from here on, and remembers what was asked. */
export function answerQuestions(
  electronApp: ElectronApplication,
  answer: { readonly response: number; readonly checkboxChecked: boolean },
): Promise<void> {
  return electronApp.evaluate(({ dialog }, given) => {
    globalThis.asked ??= []
    dialog.showMessageBox = ((...args: readonly Electron.MessageBoxOptions[]) => {
      globalThis.asked?.push(args.at(-1)?.message ?? '')
      return Promise.resolve(given)
    }) as typeof dialog.showMessageBox
  }, answer)
}
declare global {
  var asked: string[] | undefined
}

export function askedQuestions(electronApp: ElectronApplication): Promise<readonly string[]> {
  return electronApp.evaluate(() => globalThis.asked ?? [])
}
