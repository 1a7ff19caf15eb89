import { useCallback, useEffect, useState } from 'react'
import type { Check, CheckId } from '../../../app/contract/checks.ts'
import type { AppClient } from '../../../app/contract/contract.ts'
import { useBridge } from '../../bridge/bridge-context.tsx'
import { useConnection } from '../../bridge/connection.tsx'

export type BeginCheck = (api: AppClient) => Promise<Check>

export type FollowedCheck = {
  /** Null until it has begun. */
  readonly check: Check | null
  /** Why it could not begin, or be asked about; null while there is nothing to say. */
  readonly error: unknown
  readonly again: () => void
}

/**
 * Begins a check and follows it for as long as the component is there, then lets go of it: a check that nobody looks at
 * any more is called off.
 *
 * @param begin  Keep the reference: another function begins another check.
 */
export function useCheck(begin: BeginCheck): FollowedCheck {
  const bridge = useBridge()
  const { generation } = useConnection()
  const [attempt, setAttempt] = useState(0)
  const [state, setState] = useState<Pick<FollowedCheck, 'check' | 'error'>>(nothingYet)

  useEffect(() => {
    let id: CheckId | null = null
    let isWanted = true
    const heard = new Map<CheckId, Check>() // an event may be faster than the answer
    const accept = (check: Check) => setState(before => ({ check: newer(before.check, check), error: null }))
    const close = (closed: CheckId) => void bridge.api.closeCheck({ id: closed }).catch(() => undefined) // let go of later
    const stop = bridge.on('checkChanged', check => {
      if (check.id === id) accept(check)
      else if (id === null) heard.set(check.id, check)
    })
    begin(bridge.api).then(
      check => {
        if (!isWanted) {
          close(check.id)
          return
        }
        id = check.id
        accept(newer(heard.get(id) ?? null, check))
      },
      (error: unknown) => {
        if (isWanted) setState({ check: null, error })
      },
    )
    return () => {
      isWanted = false
      stop()
      if (id !== null) close(id)
      setState(nothingYet)
    }
  }, [bridge, begin, attempt])

  const id = state.check?.id
  useEffect(() => {
    if (generation === 0 || id === undefined) return
    bridge.api.getCheck({ id }).then(
      check => setState(before => (before.check?.id === id ? { check, error: null } : before)),
      (error: unknown) => setState({ check: null, error }), // the program was started anew
    )
  }, [bridge, generation, id])

  const again = useCallback(() => setAttempt(count => count + 1), [])
  return { ...state, again }
}

const nothingYet = { check: null, error: null }

function newer(before: Check | null, check: Check): Check {
  return before?.id === check.id && before.revision >= check.revision ? before : check
}
