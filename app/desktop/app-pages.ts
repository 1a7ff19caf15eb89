import { protocol } from 'electron'
import { answerPage } from './page-files.ts'

const scheme = 'app'

/** Where the app's pages live. Only they may call the core. */
export const appOrigin = `${scheme}://desktop`

/** Makes `app:` an origin like any https site. Only before Electron is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ])
}

/** Serves the built pages under `appOrigin`, with the content policy of the web shell. */
export function serveAppPages(pagesFolder: string): void {
  protocol.handle(scheme, request => answerPage(pagesFolder, request, appOrigin))
}
