import { protocol } from 'electron'
import { entryScheme, pageScheme } from './origins.ts'

/**
 * Makes the app's two schemes origins like any https site. Only before Electron is ready, and only once.
 *
 * Contents of archives come as streams, so that a film can be looked at before it is there; pages cannot fetch them.
 */
export function registerSchemes(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: pageScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
    { scheme: entryScheme, privileges: { standard: true, secure: true, stream: true } },
  ])
}
