import { useCallback, useEffect, useState } from 'react'
import type { Ledger } from '../../../app/contract/ledger.ts'
import { useBridge } from '../../bridge/bridge-context.tsx'
import { useConnection } from '../../bridge/connection.tsx'

export type LedgerView = {
  /** Null until the first answer; the last one stays while it is asked again. */
  readonly ledger: Ledger | null
  /** Why there is none; null while there is one, or hope. */
  readonly error: unknown
  readonly reload: () => void
  /** Grows whenever there is more to ask for. */
  readonly revision: number
}

/** The sums of the ledger, kept current while something is fetched. */
export function useLedger(): LedgerView {
  const bridge = useBridge()
  const { generation } = useConnection()
  const [round, setRound] = useState(0)
  const [state, setState] = useState<Pick<LedgerView, 'ledger' | 'error'>>({ ledger: null, error: null })
  const reload = useCallback(() => setRound(count => count + 1), [])
  useEffect(() => bridge.on('ledgerChanged', reload), [bridge, reload])
  useEffect(() => {
    let isCurrent = true
    bridge.api.getLedger({ months: null }).then(
      ledger => isCurrent && setState({ ledger, error: null }),
      (error: unknown) => isCurrent && setState(before => ({ ...before, error })),
    )
    return () => {
      isCurrent = false
    }
  }, [bridge, generation, round])
  return { ...state, reload, revision: generation + round }
}
