import { useCallback, useEffect, useState } from 'react'
import type { AppClient, AppEventValues } from '../../app/contract/contract.ts'
import { useBridge } from './bridge-context.tsx'
import { useConnection } from './connection.tsx'

export type Mirrored<Value> = {
  /** Null until the first answer. */
  readonly value: Value | null
  /** Why the snapshot could not be had; null once there is a value. */
  readonly error: unknown
  readonly reload: () => void
  /** Takes a newer value that a command answered with. */
  readonly accept: (value: Value) => void
}

/**
 * A value of the core, kept current: listens first, then asks for a snapshot, and drops the snapshot when an event was
 * faster. Asks again when a lost connection is back.
 *
 * @param load  Asks for the snapshot. Keep the reference: another function asks again.
 */
export function useMirrored<N extends keyof AppEventValues>(
  event: N,
  load: (api: AppClient) => Promise<AppEventValues[N]>,
): Mirrored<AppEventValues[N]> {
  type Value = AppEventValues[N]
  const bridge = useBridge()
  const { generation } = useConnection()
  const [attempt, setAttempt] = useState(0)
  const [state, setState] = useState<{ readonly value: Value | null; readonly error: unknown }>(unknown)

  useEffect(() => {
    let isOutdated = false
    const stop = bridge.on(event, value => {
      isOutdated = true
      setState({ value, error: null })
    })
    load(bridge.api).then(
      value => {
        if (!isOutdated) setState({ value, error: null })
      },
      (error: unknown) => {
        if (!isOutdated) setState(before => ({ ...before, error }))
      },
    )
    return () => {
      isOutdated = true
      stop()
    }
  }, [bridge, event, load, generation, attempt])

  const reload = useCallback(() => setAttempt(count => count + 1), [])
  const accept = useCallback((value: Value) => setState({ value, error: null }), [])
  return { ...state, reload, accept }
}

const unknown = { value: null, error: null }
