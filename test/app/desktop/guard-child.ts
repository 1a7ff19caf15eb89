import { EventEmitter } from 'node:events'
import { registerHooks } from 'node:module'

// Puts the guard around a session and a page that only listen, asks it everything, and prints what it decided.
const standIn = new URL('electron-for-guards.ts', import.meta.url).href
registerHooks({
  resolve: (name, context, next) => (name === 'electron' ? { url: standIn, shortCircuit: true } : next(name, context)),
})
const { app, opened } = await import('./electron-for-guards.ts')
const { silentLog } = await import('../../fakes/logs.ts')
const { guardAllPages } = await import('../../../app/desktop/window-guard.ts')

type Handler = (...args: readonly unknown[]) => unknown
const handlers: Record<string, Handler> = {}
const keep = (name: string) => (handler: Handler) => void (handlers[name] = handler)
const session = Object.assign(new EventEmitter(), {
  setPermissionRequestHandler: keep('request'),
  setPermissionCheckHandler: keep('check'),
  setDevicePermissionHandler: keep('device'),
  setDisplayMediaRequestHandler: keep('screen'),
})
const page = Object.assign(new EventEmitter(), { setWindowOpenHandler: keep('open') })
const said: string[] = []
guardAllPages(session as never, { log: silentLog, sayProblem: sentence => void said.push(sentence) })
app.emit('web-contents-created', {}, page)

function isPrevented(event: string, url: string): boolean {
  let prevented = false
  page.emit(event, { url, preventDefault: () => void (prevented = true) })
  return prevented
}

function isGranted(permission: string, origin: string): readonly unknown[] {
  let requested: unknown
  handlers['request']?.({}, permission, (answer: unknown) => void (requested = answer), {
    requestingUrl: `${origin}/x`,
  })
  return [requested, handlers['check']?.({}, permission, origin)]
}

const { permissions, origins, addresses } = JSON.parse(process.argv[2] ?? '') as Readonly<Record<string, string[]>>
const windows = (addresses ?? []).map(url => (handlers['open']?.({ url }) as { readonly action: string }).action)
await new Promise(setImmediate) // the system has refused by then
const result = {
  granted: (origins ?? []).flatMap(origin =>
    (permissions ?? []).filter(name => isGranted(name, origin).some(Boolean)).map(name => `${name} to ${origin}`),
  ),
  left: ['will-navigate', 'will-redirect', 'will-frame-navigate'].flatMap(event =>
    (addresses ?? []).filter(url => !isPrevented(event, url)).map(url => `${event} ${url}`),
  ),
  isWebviewPrevented: isPrevented('will-attach-webview', ''),
  windows,
  opened,
  said,
  isDeviceGranted: handlers['device']?.({}),
}
console.log(JSON.stringify(result))
