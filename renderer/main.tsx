import '@mantine/core/styles.css'
import '@mantine/notifications/styles.css'
import './shell/global.css'
import { createRoot } from 'react-dom/client'
import { createBridge, type Transport } from './bridge/bridge.ts'
import type { ConnectionWatch } from './bridge/connection.tsx'
import { createWebSocketTransport } from './bridge/websocket-transport.ts'
import { App } from './shell/app.tsx'
import { createTexts } from './shell/i18n.ts'

declare global {
  interface Window {
    /** Put there by the preload script of the desktop shell, and by nothing else. */
    readonly inductiva?: Transport
  }
}

/** The desktop shell hands its transport to the window; served by the local web shell, the page opens its own. */
function connect(): { readonly transport: Transport; readonly watch: ConnectionWatch | null } {
  if (window.inductiva) return { transport: window.inductiva, watch: null }
  const transport = createWebSocketTransport()
  return { transport, watch: transport }
}

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no element with the id "root"')
const { transport, watch } = connect()
createRoot(root).render(<App bridge={createBridge(transport)} texts={createTexts()} connection={watch} />)
