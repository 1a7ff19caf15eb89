import { EventEmitter } from 'node:events'

// What app/desktop/window-guard.ts uses of Electron.
export const app = new EventEmitter()
export const opened: string[] = []
export const shell = {
  openExternal(url: string) {
    opened.push(url)
    return url.includes('unopened') ? Promise.reject(new Error('No program')) : Promise.resolve()
  },
}

export const protocol = {} // imported beside, not touched
