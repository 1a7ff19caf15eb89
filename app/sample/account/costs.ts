import type { ObjectStore } from '../storage/object-store.ts'
import type { Account } from './account.ts'

/** The first and last month asked for; without a last one, up to now. */
export type MonthSpan = {
  readonly start_year: number
  readonly start_month: number
  readonly end_year?: number | undefined
  readonly end_month?: number | undefined
}

const STORAGE_USD_PER_GB_MONTH = 0.02
const FEE_USD = 0.02
const BYTES_PER_GB = 1e9
const MAX_MONTHS = 120

/** What each month has cost, oldest first; always at least one. Past months are plausible, the current one is an estimate. */
export function monthlyCosts(account: Account, objects: ObjectStore, span: MonthSpan): readonly object[] {
  const now = new Date(account.clock.nowMs())
  const current = now.getUTCFullYear() * 12 + now.getUTCMonth()
  const first = Math.min(span.start_year * 12 + span.start_month - 1, current)
  const end = span.end_year === undefined ? current : span.end_year * 12 + (span.end_month ?? 12) - 1
  const last = Math.max(first, Math.min(end, current, first + MAX_MONTHS - 1))
  const storage = storageCostUsd(objects)
  return Array.from({ length: last - first + 1 }, (_, index) => {
    const month = first + index
    const share = month === current ? 1 : 0.6 + 0.3 * Math.abs(Math.sin(month))
    return costOfMonth(month, share, storage, { isEstimate: month === current, tasks: account.tasks().length })
  })
}

/** What keeping all objects costs in a month. */
export function storageCostUsd(objects: ObjectStore): number {
  const bytes = objects.below('').reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
  return Number(((bytes / BYTES_PER_GB) * STORAGE_USD_PER_GB_MONTH).toFixed(4))
}

type MonthFacts = { readonly isEstimate: boolean; readonly tasks: number }

function costOfMonth(month: number, share: number, storage: number, { isEstimate, tasks }: MonthFacts): object {
  const cents = (value: number): number => Number(value.toFixed(2))
  const components = {
    compute: cents(21.4 * share),
    storage: cents(storage * share),
    data_transfer: cents(3.1 * share),
    task_orchestration: cents(tasks * FEE_USD * share),
  }
  const total = Object.values(components).reduce((sum, value) => sum + value, 0)
  return {
    month: `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`,
    total: cents(total),
    components,
    undiscounted_components: components,
    type: isEstimate ? 'estimate' : 'consolidated',
    warning: null,
  }
}
