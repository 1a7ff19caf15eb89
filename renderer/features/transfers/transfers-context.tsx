import { createContext, useContext, useEffect, useState, type ReactNode } from 'react'
import { useStore } from 'zustand'
import { useBridge } from '../../bridge/bridge-context.tsx'
import { useConnection } from '../../bridge/connection.tsx'
import { createTransferStore, type TransferStore, type TransferStoreState } from './transfer-store.ts'

const TransfersContext = createContext<TransferStore | null>(null)

type TransfersProviderProps = {
  /** Names the account: another one starts from an empty list. */
  readonly profileId: string
  readonly children: ReactNode
}

/** Keeps the account's transfers current for everything below, also after a lost connection. */
export function TransfersProvider({ profileId, children }: TransfersProviderProps) {
  return <ConnectedTransfers key={profileId}>{children}</ConnectedTransfers>
}

function ConnectedTransfers({ children }: { readonly children: ReactNode }) {
  const bridge = useBridge()
  const { generation } = useConnection()
  const [store] = useState(() => createTransferStore(bridge))
  useEffect(() => store.connect(), [store, generation])
  return <TransfersContext value={store}>{children}</TransfersContext>
}

/** The store itself, for commands. Draw with `useTransfers`. */
export function useTransferStore(): TransferStore {
  const store = useContext(TransfersContext)
  if (!store) throw new Error('useTransferStore needs a TransfersProvider above it')
  return store
}

/** One value out of the transfers. Choose the narrowest: a component draws again whenever it changes. */
export function useTransfers<Value>(select: (state: TransferStoreState) => Value): Value {
  return useStore(useTransferStore(), select)
}
