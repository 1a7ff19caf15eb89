import { EventEmitter } from 'node:events'
import { protocol } from './protocol.ts'

type Decide = (isGranted: boolean) => void
type RequestDetails = { readonly requestingUrl: string; readonly isMainFrame: boolean }

/** Follows https://www.electronjs.org/docs/latest/api/session: the one session all windows share. */
class Session extends EventEmitter {
  readonly protocol = protocol
  isPermitted: (contents: unknown, permission: string, origin: string) => boolean = () => true
  askPermission: (contents: unknown, permission: string, decide: Decide, details: RequestDetails) => void = (
    _contents,
    _permission,
    decide,
  ) => decide(true)

  setPermissionRequestHandler(handler: Session['askPermission'] | null): void {
    if (handler) this.askPermission = handler
  }

  setPermissionCheckHandler(handler: Session['isPermitted'] | null): void {
    if (handler) this.isPermitted = handler
  }

  /** As a PAC script answers. A test puts its own in. */
  resolveProxy = (url: string): Promise<string> => Promise.resolve(URL.canParse(url) ? 'DIRECT' : '')
  setDevicePermissionHandler = (): void => undefined
  setDisplayMediaRequestHandler = (): void => undefined
}

export const session = { defaultSession: new Session() }
