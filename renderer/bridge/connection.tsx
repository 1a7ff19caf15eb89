import { createContext, useContext, useEffect, useState, type ReactNode } from 'react'
import type { ConnectionState } from './websocket-transport.ts'

/** How the window stands to the core. `generation` grows each time a lost connection is back: events were missed. */
export type Connection = { readonly state: ConnectionState; readonly generation: number }

/** What can be watched of a transport that may lose its core. */
export type ConnectionWatch = {
  state(): ConnectionState
  onState(listener: (state: ConnectionState) => void): () => void
}

const neverLost: Connection = { state: 'open', generation: 0 }
const ConnectionContext = createContext(neverLost)

type ConnectionProviderProps = {
  /** Null where window and core live and die together. */
  readonly watch: ConnectionWatch | null
  readonly children: ReactNode
}

export function ConnectionProvider({ watch, children }: ConnectionProviderProps) {
  const [connection, setConnection] = useState<Connection>(watch ? { state: watch.state(), generation: 0 } : neverLost)
  useEffect(() => {
    if (!watch) return
    const become = (state: ConnectionState) => setConnection(before => nextConnection(before, state))
    become(watch.state())
    return watch.onState(become)
  }, [watch])
  return <ConnectionContext value={connection}>{children}</ConnectionContext>
}

function nextConnection(before: Connection, state: ConnectionState): Connection {
  if (state === before.state) return before
  const isBack = before.state === 'lost' && state === 'open'
  return { state, generation: before.generation + (isBack ? 1 : 0) }
}

export function useConnection(): Connection {
  return useContext(ConnectionContext)
}
