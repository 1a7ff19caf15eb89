import { LedgerDialog } from '../features/ledger/ledger-dialog.tsx'
import { useSettings } from '../features/settings/settings-context.tsx'
import { useTaskView } from '../features/tasks/task-view-context.tsx'

type LedgerProps = { readonly isOpen: boolean; readonly onClose: () => void; readonly onChangePrice: () => void }

/** The ledger with its ways to the rest of the window: the price in the settings, and each of its tasks. */
export function Ledger({ isOpen, onClose, onChangePrice }: LedgerProps) {
  const { settings, app } = useSettings()
  const view = useTaskView()
  return (
    <LedgerDialog
      isOpen={isOpen}
      onClose={onClose}
      pricePerGigabyteUsd={settings.value?.pricePerGigabyteUsd ?? null}
      hostName={app?.shell === 'web' ? app.hostName : null}
      onChangePrice={onChangePrice}
      onOpenTask={id => {
        onClose()
        view.openTask(id)
      }}
    />
  )
}
