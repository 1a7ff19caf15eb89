import { BrowserWindow } from './browser-window.ts'
import { roles } from './menu-roles.ts'

// Follows https://www.electronjs.org/docs/latest/api/menu and …/api/menu-item. Nothing is drawn and no key is heard:
// a test clicks items as a person would.

type Click = (item: MenuItem, window: BrowserWindow | undefined, event: object) => void
type Options = {
  readonly id?: string
  readonly label?: string
  readonly sublabel?: string
  readonly toolTip?: string
  readonly type?: string
  readonly role?: string
  readonly accelerator?: string
  readonly registerAccelerator?: boolean
  readonly icon?: unknown
  readonly enabled?: boolean
  readonly visible?: boolean
  readonly checked?: boolean
  readonly submenu?: readonly Options[] | Menu
  readonly click?: Click
}

export class MenuItem {
  readonly id: string
  readonly type: string
  readonly role: string | undefined
  readonly accelerator: string | undefined
  readonly registerAccelerator: boolean
  readonly icon: unknown
  readonly submenu: Menu | undefined
  readonly #onClick: Click | undefined
  label: string
  sublabel: string
  toolTip: string
  enabled: boolean
  visible: boolean
  checked: boolean

  constructor(options: Options) {
    const role = roles[options.role?.toLowerCase() ?? '']
    if (options.role !== undefined && !role) throw new Error(`The stand-in does not know the role ${options.role}`)
    const submenu = options.submenu ?? role?.items?.map(name => ({ role: name }))
    this.submenu = submenu === undefined || submenu instanceof Menu ? submenu : Menu.buildFromTemplate(submenu)
    this.id = options.id ?? ''
    this.role = options.role?.toLowerCase()
    this.type = options.type ?? (this.submenu ? 'submenu' : 'normal')
    this.accelerator = options.accelerator ?? role?.accelerator
    this.registerAccelerator = options.registerAccelerator ?? true
    this.icon = options.icon
    this.label = options.label ?? role?.label ?? ''
    this.sublabel = options.sublabel ?? ''
    this.toolTip = options.toolTip ?? ''
    this.enabled = options.enabled ?? true
    this.visible = options.visible ?? true
    this.checked = options.checked ?? false
    this.#onClick = options.click
  }

  /** What choosing it does; a role that acts wins over a `click` of the app. */
  click = (event: object = {}, window = BrowserWindow.getFocusedWindow() ?? undefined): void => {
    if (this.type === 'checkbox' || this.type === 'radio') this.checked = !this.checked
    const act = roles[this.role ?? '']?.act
    if (act) act(window)
    else this.#onClick?.(this, window, event)
  }
}

export class Menu {
  static #application: Menu | null = null
  readonly items: MenuItem[] = []

  static buildFromTemplate(template: readonly (Options | MenuItem)[]): Menu {
    const menu = new Menu()
    for (const each of template) menu.append(each instanceof MenuItem ? each : new MenuItem(each))
    return menu
  }

  static setApplicationMenu = (menu: Menu | null): void => void (Menu.#application = menu)
  static getApplicationMenu = (): Menu | null => Menu.#application

  append(item: MenuItem): void {
    this.items.push(item)
  }

  getMenuItemById(id: string): MenuItem | null {
    for (const item of this.items) {
      const found = item.id === id ? item : item.submenu?.getMenuItemById(id)
      if (found) return found
    }
    return null
  }
}
