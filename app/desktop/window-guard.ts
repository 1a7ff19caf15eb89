import { app, shell, type Session, type WebContents } from 'electron'
import type { Log } from '../domain/log.ts'
import { appOrigin } from './app-pages.ts'
import { isWebLink } from './web-link.ts'

/** What a page of ours may do beyond showing itself: copy text, and raise notices. Camera, location and the like never. */
const grantedPermissions: readonly string[] = ['clipboard-sanitized-write', 'notifications']

type GuardParts = { readonly log: Log; readonly sayProblem: (sentence: string) => void }

const linkNotOpened = 'The link could not be opened: no program of this computer took it.'

/** Holds every page, in whatever window, to our own origin. Call before the first window is made. */
export function guardAllPages(session: Session, parts: GuardParts): void {
  app.on('web-contents-created', (_event, contents) => guardPage(contents, parts))
  session.setPermissionRequestHandler((_contents, permission, decide, { requestingUrl }) =>
    decide(isOurs(requestingUrl) && grantedPermissions.includes(permission)),
  )
  session.setPermissionCheckHandler(
    (_contents, permission, origin) => isOurs(origin) && grantedPermissions.includes(permission),
  )
  denyDevices(session)
}

function guardPage(contents: WebContents, { log, sayProblem }: GuardParts): void {
  const stayHome = (event: { readonly url: string; preventDefault(): void }) => {
    if (!isOurs(event.url)) event.preventDefault()
  }
  contents.on('will-navigate', stayHome)
  contents.on('will-redirect', stayHome)
  contents.on('will-frame-navigate', stayHome)
  contents.on('will-attach-webview', event => event.preventDefault())
  contents.on('select-bluetooth-device', (event, _devices, choose) => {
    event.preventDefault()
    choose('')
  })
  contents.setWindowOpenHandler(({ url }) => {
    if (isWebLink(url))
      shell.openExternal(url).catch((error: unknown) => {
        log.warn('A link was not opened', { reason: String(error) })
        sayProblem(linkNotOpened)
      })
    return { action: 'deny' }
  })
}

/** No page sees a device or the screen, whatever was granted elsewhere. */
function denyDevices(session: Session): void {
  session.setDevicePermissionHandler(() => false)
  session.setDisplayMediaRequestHandler((_request, answer) => answer(null))
  session.on('select-hid-device', (event, _details, choose) => {
    event.preventDefault()
    choose()
  })
  session.on('select-usb-device', (event, _details, choose) => {
    event.preventDefault()
    choose()
  })
  session.on('select-serial-port', (event, _ports, _contents, choose) => {
    event.preventDefault()
    choose('')
  })
}

/** Whether an address or an origin is that of the app's own pages. */
function isOurs(address: string): boolean {
  return address === appOrigin || address.startsWith(`${appOrigin}/`)
}
