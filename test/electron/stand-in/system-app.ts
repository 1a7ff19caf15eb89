import { EventEmitter } from 'node:events'

/**
 * What `app` says to the system around it: badge, link scheme, start with the computer. Follows
 * https://www.electronjs.org/docs/latest/api/app; kept here, seen by nobody.
 */
export class SystemApp extends EventEmitter {
  #opensAtLogin = false

  setBadgeCount(_count?: number): boolean {
    return true
  }
  setAsDefaultProtocolClient(_scheme: string): boolean {
    return true
  }

  setLoginItemSettings({ openAtLogin = false }: { readonly openAtLogin?: boolean }): void {
    this.#opensAtLogin = openAtLogin
  }
  getLoginItemSettings() {
    return { openAtLogin: this.#opensAtLogin, wasOpenedAtLogin: false, wasOpenedAsHidden: false }
  }

  setAppUserModelId(_id: string): void {} // Windows only
  setAboutPanelOptions(_options: object): void {} // not drawn
  showAboutPanel(): void {} // not drawn
}
