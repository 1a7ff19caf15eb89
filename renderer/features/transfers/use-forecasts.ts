import { useEffect, useState } from 'react'
import type { TransferRequest } from '../../../app/contract/transfers.ts'
import { useBridge } from '../../bridge/bridge-context.tsx'
import type { ForecastResult } from './forecasts.ts'

/** Each forecast reads the list of files of an archive, unless the core holds it already. */
const forecastsAtOnce = 4

type Forecasting = {
  readonly asked: readonly TransferRequest[]
  readonly attempt: number
  readonly results: readonly ForecastResult[]
}

/** Works out what transfers would take. Keep the reference of `requests` while they are the same: others ask again. */
export function useForecasts(requests: readonly TransferRequest[]) {
  const { api } = useBridge()
  const [attempt, setAttempt] = useState(0)
  const [state, setState] = useState<Forecasting>({ asked: [], attempt: 0, results: [] })

  useEffect(() => {
    const queue = [...requests]
    let isWanted = true
    const keep = (result: ForecastResult) => {
      if (!isWanted) return
      setState(before => {
        const isSame = before.asked === requests && before.attempt === attempt
        return { asked: requests, attempt, results: [...(isSame ? before.results : []), result] }
      })
    }
    const work = async (): Promise<void> => {
      for (let request = queue.shift(); request && isWanted; request = queue.shift()) {
        const asked = request
        await api.forecastTransfer(asked).then(
          forecast => keep({ request: asked, forecast }),
          (thrown: unknown) => keep({ request: asked, thrown }),
        )
      }
    }
    for (let worker = 0; worker < forecastsAtOnce; worker += 1) void work() // never rejects: each failure is kept
    return () => {
      isWanted = false
    }
  }, [api, requests, attempt])

  const isCurrent = state.asked === requests && state.attempt === attempt
  const done = isCurrent ? state.results.length : 0
  return {
    /** Of the requests before, while the first new ones are still on their way. */
    results: state.results,
    done,
    isComplete: done === requests.length,
    retry: () => setAttempt(count => count + 1),
  }
}
