import { protocol } from 'electron'
import { appOrigin, pageScheme } from './origins.ts'
import { answerPage } from './page-files.ts'

export { appOrigin } from './origins.ts'

/** Serves the built pages under `appOrigin`, with the content policy of the web shell. */
export function serveAppPages(pagesFolder: string): void {
  protocol.handle(pageScheme, request => answerPage(pagesFolder, request, appOrigin))
}
