import { createContext, useContext, useEffect, useState, type ReactNode } from 'react'
import { useStore } from 'zustand'
import type { AppClient } from '../../../app/contract/contract.ts'
import type { DownloadLimit } from '../../../app/contract/download-limits.ts'
import { useBridge } from '../../bridge/bridge-context.tsx'
import { useConnection } from '../../bridge/connection.tsx'
import { useMirrored } from '../../bridge/use-mirrored.ts'
import { createTransferStore, type TransferStore, type TransferStoreState } from './transfer-store.ts'

const TransfersContext = createContext<TransferStore | null>(null)
const LimitContext = createContext<DownloadLimit | null>(null)
const PriceContext = createContext<number | null>(null)
const loadSettings = (api: AppClient) => api.getSettings({})
const loadLimit = (api: AppClient) => api.getDownloadLimit({})

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
  // A failure shows where the list is read: both come from the same core.
  const { value: limit } = useMirrored('downloadLimitChanged', loadLimit)
  const { value: settings } = useMirrored('settingsChanged', loadSettings)
  return (
    <TransfersContext value={store}>
      <LimitContext value={limit}>
        <PriceContext value={settings?.pricePerGigabyteUsd ?? null}>{children}</PriceContext>
      </LimitContext>
    </TransfersContext>
  )
}

/** The store itself, for commands. Draw with `useTransfers`. */
export function useTransferStore(): TransferStore {
  const store = useContext(TransfersContext)
  if (!store) throw new Error('useTransferStore needs a TransfersProvider above it')
  return store
}

/** The price of a GB in US$; null until the core has told. */
export function usePrice(): number | null {
  return useContext(PriceContext)
}

/** What holds for all downloads together; null until the core has told. */
export function useDownloadLimit(): DownloadLimit | null {
  return useContext(LimitContext)
}

/** One value out of the transfers. Choose the narrowest: a component draws again whenever it changes. */
export function useTransfers<Value>(select: (state: TransferStoreState) => Value): Value {
  return useStore(useTransferStore(), select)
}
