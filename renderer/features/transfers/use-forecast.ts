import { useEffect, useState } from 'react'
import type { TransferForecast, TransferRequest } from '../../../app/contract/transfers.ts'
import { useBridge } from '../../bridge/bridge-context.tsx'

type Forecasting = {
  readonly asked: TransferRequest
  readonly attempt: number
  readonly forecast: TransferForecast | null
  readonly thrown: unknown // why there is none; null where there is
}

export type Forecast = {
  /** Of the request before, while the new one is still on its way; null before the first. */
  readonly forecast: TransferForecast | null
  readonly thrown: unknown
  readonly isComplete: boolean // what is here is about this very request
  readonly retry: () => void
}

/** Works out what a transfer would take. Keep the reference of `request` while it is the same: another asks again. */
export function useForecast(request: TransferRequest): Forecast {
  const { api } = useBridge()
  const [attempt, setAttempt] = useState(0)
  const [state, setState] = useState<Forecasting | null>(null)

  useEffect(() => {
    let isWanted = true
    const keep = (answer: Pick<Forecasting, 'forecast' | 'thrown'>) => {
      if (isWanted) setState({ asked: request, attempt, ...answer })
    }
    api.forecastTransfer(request).then(
      forecast => keep({ forecast, thrown: null }),
      (thrown: unknown) => keep({ forecast: null, thrown }),
    )
    return () => {
      isWanted = false
    }
  }, [api, request, attempt])

  return {
    forecast: state?.forecast ?? null,
    thrown: state?.thrown ?? null,
    isComplete: state?.asked === request && state.attempt === attempt,
    retry: () => setAttempt(count => count + 1),
  }
}
