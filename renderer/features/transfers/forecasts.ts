import type { TransferForecast, TransferRequest } from '../../../app/contract/transfers.ts'

/** What is known of one transfer before it starts; `thrown` when that could not be worked out. */
export type ForecastResult =
  | { readonly request: TransferRequest; readonly forecast: TransferForecast }
  | { readonly request: TransferRequest; readonly thrown: unknown }

export type ForecastSum = {
  readonly fileCount: number
  readonly fetchBytes: number
  readonly writeBytes: number
  readonly existingFiles: number
  readonly freeBytes: number | null
  /** Together more than is free, though each alone would fit. */
  readonly isShort: boolean
}

/** What several transfers take together. Those without a forecast are left out. */
export function sumForecasts(results: readonly ForecastResult[]): ForecastSum {
  const forecasts = results.flatMap(result => ('forecast' in result ? [result.forecast] : []))
  const sum = (of: (forecast: TransferForecast) => number) =>
    forecasts.reduce((total, forecast) => total + of(forecast), 0)
  const free = forecasts.flatMap(({ freeBytes }) => (freeBytes === null ? [] : [freeBytes]))
  const freeBytes = free.length === 0 ? null : Math.min(...free)
  const writeBytes = sum(({ writeBytes }) => writeBytes)
  return {
    fileCount: sum(({ fileCount }) => fileCount),
    fetchBytes: sum(({ fetchBytes }) => fetchBytes),
    writeBytes,
    existingFiles: sum(({ existingFiles }) => existingFiles),
    freeBytes,
    isShort: forecasts.length > 1 && freeBytes !== null && writeBytes > freeBytes,
  }
}

/** The transfers that can start as they are. */
export function startable(results: readonly ForecastResult[]): readonly TransferRequest[] {
  return results.flatMap(result => ('forecast' in result && result.forecast.problem === null ? [result.request] : []))
}
