import { EventEmitter } from 'node:events'
import type { NativeImage } from './native-image.ts'

const dock = {
  setBadge: (): void => undefined,
  getBadge: () => '',
  setMenu: (): void => undefined,
  bounce: () => 0,
  cancelBounce: (): void => undefined,
  setIcon: (_icon: NativeImage | string): void => undefined,
  hide: (): void => undefined,
  show: () => Promise.resolve(),
}

/**
 * What `app` says to the system around it: badge, dock, link scheme, start with the computer. Follows
 * https://www.electronjs.org/docs/latest/api/app; kept here, seen by nobody.
 */
export class SystemApp extends EventEmitter {
  readonly dock = process.platform === 'darwin' ? dock : undefined
  #badgeCount = 0
  #opensAtLogin = false
  readonly #schemes = new Set<string>()

  setBadgeCount(count = 0): boolean {
    this.#badgeCount = count
    return true
  }
  getBadgeCount = (): number => this.#badgeCount

  setAsDefaultProtocolClient(scheme: string): boolean {
    this.#schemes.add(scheme)
    return true
  }
  removeAsDefaultProtocolClient = (scheme: string): boolean => this.#schemes.delete(scheme)
  isDefaultProtocolClient = (scheme: string): boolean => this.#schemes.has(scheme)

  setLoginItemSettings({ openAtLogin = false }: { readonly openAtLogin?: boolean }): void {
    this.#opensAtLogin = openAtLogin
  }
  getLoginItemSettings = () => ({ openAtLogin: this.#opensAtLogin, wasOpenedAtLogin: false, wasOpenedAsHidden: false })

  setAppUserModelId(_id: string): void {} // Windows only
  setUserTasks = (): boolean => true
  setAboutPanelOptions(_options: object): void {} // not drawn
  showAboutPanel(): void {} // not drawn
  isUnityRunning = (): boolean => false
}
