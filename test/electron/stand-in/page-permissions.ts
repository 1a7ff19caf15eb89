import type { CDPSession } from '@playwright/test'
import { originOf, toPageUrl } from './app-scheme.ts'
import { session } from './session.ts'

/** Chromium's names of what a page may ask for, and Electron's: https://www.electronjs.org/docs/latest/api/session. */
const permissions: readonly (readonly [string, string])[] = [
  ['geolocation', 'geolocation'],
  ['notifications', 'notifications'],
  ['midi', 'midi'],
  ['camera', 'media'],
  ['microphone', 'media'],
  ['clipboard-read', 'clipboard-read'],
  ['clipboard-write', 'clipboard-sanitized-write'],
  ['idle-detection', 'idle-detection'],
]

/** Gives the pages of an origin what the app's two handlers grant. Electron asks them anew for each request. */
export async function applyPermissions(browser: CDPSession, contents: unknown, url: string): Promise<void> {
  const { origin } = new URL(toPageUrl(url))
  if (origin === 'null') return // a data: page and the like has none of its own
  for (const [name, electronName] of permissions) {
    const isGranted =
      session.defaultSession.isPermitted(contents, electronName, originOf(url)) &&
      (await isGrantedOnRequest(contents, electronName, url))
    const setting = isGranted ? 'granted' : 'denied'
    await browser.send('Browser.setPermission', { permission: { name }, setting, origin })
  }
}

function isGrantedOnRequest(contents: unknown, permission: string, requestingUrl: string): Promise<boolean> {
  const details = { requestingUrl, isMainFrame: true }
  return new Promise(resolve => session.defaultSession.askPermission(contents, permission, resolve, details))
}
