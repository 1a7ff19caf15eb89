import { EventEmitter } from 'node:events'
import { registerHooks } from 'node:module'
import { mock } from 'node:test'

// Plays a scene with parts of the desktop as they are on a system, and prints what they told Electron and the core.
const standIn = new URL('electron-for-desktop.ts', import.meta.url).href
registerHooks({
  resolve: (name, context, next) => (name === 'electron' ? { url: standIn, shortCircuit: true } : next(name, context)),
})

/** One step of a scene. */
export type Step =
  | { readonly do: 'start notices' | 'start login item' | 'register links' | 'open a window' | 'say what was kept' }
  | { readonly do: 'raise'; readonly popup: unknown }
  | { readonly do: 'end'; readonly ids: readonly string[] }
  | { readonly do: 'notification'; readonly at: number; readonly event: string; readonly args?: readonly unknown[] }
  | { readonly do: 'wait'; readonly ms: number }
  | { readonly do: 'tell once' }
  | { readonly do: 'disk'; readonly isFull: boolean }
  | { readonly do: 'settings'; readonly openAtLogin: boolean }
export type Scene = { readonly platform: string; readonly hasNotifications?: boolean; readonly steps: readonly Step[] }

const { platform, hasNotifications = true, steps } = JSON.parse(process.argv[2] ?? '') as Scene
Object.defineProperty(process, 'platform', { value: platform })
mock.timers.enable({ apis: ['setTimeout'] })

const { Notification, told } = await import('./electron-for-desktop.ts')
const { registerLinkScheme } = await import('../../../app/desktop/link-scheme.ts')
const { startLoginItem } = await import('../../../app/desktop/login-item.ts')
const { openMainWindow } = await import('../../../app/desktop/main-window.ts')
const { startNativeNotices } = await import('../../../app/desktop/native-notices.ts')
const { sayWhatWasKept, tellOnce } = await import('../../../app/desktop/tell-once.ts')
Notification.isThere = hasNotifications

const core: string[] = []
const warnings: string[] = []
const events = new EventEmitter()
const values = new Map<string, unknown>()
let isDiskFull = false
const settle = () => new Promise(resolve => setImmediate(resolve))
const context = {
  core: {
    handlers: {
      getSettings: () => Promise.resolve({ openAtLogin: false }),
      markNoticesRead: ({ ids }: { readonly ids: unknown }) => {
        core.push(`read ${JSON.stringify(ids)}`)
        return Promise.resolve({})
      },
    },
    hub: {
      subscribe(listener: (name: string, value: unknown) => void) {
        events.on('event', listener)
        return () => events.off('event', listener)
      },
    },
    windowRequests: { ask: (request: unknown) => void core.push(`ask ${JSON.stringify(request)}`) },
    systemNotices: {
      offer: () => void core.push('offer'),
      shown: () => void core.push('shown'),
      failed: (_sentence: string, popup: { readonly id: string } | null) =>
        void core.push(`failed ${popup?.id ?? 'all'}`),
    },
  },
  windows: { ask: (request: unknown) => void core.push(`ask ${JSON.stringify(request)}`) },
  values: {
    read: (name: string, schema: { safeParse(value: unknown): { data?: unknown } }) =>
      schema.safeParse(values.get(name)).data,
    write(name: string, value: unknown) {
      if (isDiskFull) throw new Error('ENOSPC: no space left on device')
      values.set(name, value)
    },
  },
  log: { debug() {}, info() {}, error() {}, warn: (message: string) => void warnings.push(message) },
} as never

const place = { bounds: {}, isMaximized: false, isFullScreen: false }
async function play(step: Step): Promise<void> {
  switch (step.do) {
    case 'start notices':
      startNativeNotices(context)
      return
    case 'start login item':
      startLoginItem(context)
      return settle() as Promise<void>
    case 'register links':
      registerLinkScheme()
      return
    case 'open a window':
      openMainWindow({
        ...{ preloadFile: '', iconFile: '/icons/app.png', hasDevTools: false, log: {} as never },
        state: { place: () => place as never, follow: () => undefined },
      })
      return
    case 'say what was kept':
      sayWhatWasKept(context)
      return
    case 'tell once':
      tellOnce(context, 'keeps-running', 'It keeps running.')
      return
    case 'raise':
      events.emit('event', 'noticeRaised', step.popup)
      return
    case 'end':
      events.emit('event', 'noticePopupsEnded', { ids: step.ids })
      return
    case 'settings':
      events.emit('event', 'settingsChanged', { openAtLogin: step.openAtLogin })
      return settle() as Promise<void>
    case 'notification':
      Notification.all[step.at]?.emit(step.event, ...(step.args ?? [{}]))
      return
    case 'wait':
      mock.timers.tick(step.ms)
      return
    case 'disk':
      isDiskFull = step.isFull
  }
}

for (const step of steps) await play(step)
const notifications = Notification.all.map(({ options, closed }) => ({ ...options, closed }))
console.log(JSON.stringify({ core, warnings, notifications, ...told }))
