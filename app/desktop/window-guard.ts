import { app, shell, type Session, type WebContents } from 'electron'
import { appOrigin } from './app-pages.ts'
import { isWebLink } from './web-link.ts'

/** Permissions a page of ours needs: copying text. Everything else (camera, location, notices of the page…) is denied. */
const grantedPermissions: readonly string[] = ['clipboard-sanitized-write']

/** Holds every page, in whatever window, to our own origin. Call before the first window is made. */
export function guardAllPages(session: Session): void {
  app.on('web-contents-created', (_event, contents) => guardPage(contents))
  session.setPermissionRequestHandler((_contents, permission, decide) =>
    decide(grantedPermissions.includes(permission)),
  )
  session.setPermissionCheckHandler((_contents, permission) => grantedPermissions.includes(permission))
}

function guardPage(contents: WebContents): void {
  const stayHome = (event: { readonly url: string; preventDefault(): void }) => {
    if (!event.url.startsWith(`${appOrigin}/`)) event.preventDefault()
  }
  contents.on('will-navigate', stayHome)
  contents.on('will-redirect', stayHome)
  contents.on('will-frame-navigate', stayHome)
  contents.on('will-attach-webview', event => event.preventDefault())
  contents.setWindowOpenHandler(({ url }) => {
    if (isWebLink(url)) void shell.openExternal(url)
    return { action: 'deny' }
  })
}
