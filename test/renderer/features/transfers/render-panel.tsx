import { expect, vi } from 'vitest'
import type { AppInfo } from '../../../../app/contract/app-info.ts'
import type { Transfer } from '../../../../app/contract/transfers.ts'
import type { TransferStore } from '../../../../renderer/features/transfers/transfer-store.ts'
import { TransfersProvider, useTransferStore } from '../../../../renderer/features/transfers/transfers-context.tsx'
import { TransfersPanel } from '../../../../renderer/features/transfers/transfers-panel.tsx'
import { FakeTransport, type FakeAnswers } from '../../../fakes/fake-transport.ts'
import { renderWindow } from '../../render-window.tsx'
import { desktop } from './transfer-example.ts'

type Options = { readonly answers?: FakeAnswers; readonly app?: AppInfo; readonly isOpen?: boolean }

/** The drawer with these transfers in it, and the store that it draws. */
export function renderPanel(
  transfers: readonly Transfer[],
  { answers = {}, app = desktop, isOpen = true }: Options = {},
) {
  const transport = new FakeTransport({ listTransfers: () => ({ transfers: [...transfers] }), ...answers })
  const onElsewhere = vi.fn()
  let store: TransferStore | undefined
  function Reach() {
    store = useTransferStore()
    return null
  }
  const panel = (
    <TransfersProvider profileId="ada">
      <Reach />
      <TransfersPanel app={app} isOpen={isOpen} onToggle={vi.fn()} onElsewhere={onElsewhere} />
    </TransfersProvider>
  )
  return { ...renderWindow(panel, transport), onElsewhere, store: () => store ?? expect.unreachable() }
}
