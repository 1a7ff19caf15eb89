import type { LedgerMonth, LedgerSums } from '../../contract/ledger.ts'

const nothing: LedgerSums = { fetchedBytes: 0, avoidedBytes: 0, fetchedUsd: 0, avoidedUsd: 0 }

/** All months together. */
export function sumMonths(months: readonly LedgerMonth[]): LedgerSums {
  return months.reduce(
    (sum, month) => ({
      fetchedBytes: sum.fetchedBytes + month.fetchedBytes,
      avoidedBytes: sum.avoidedBytes + month.avoidedBytes,
      fetchedUsd: sum.fetchedUsd + month.fetchedUsd,
      avoidedUsd: sum.avoidedUsd + month.avoidedUsd,
    }),
    nothing,
  )
}

/** One of the months; without anything in it where it is not among them. */
export function findMonth(months: readonly LedgerMonth[], month: string): LedgerMonth {
  return months.find(known => known.month === month) ?? { month, ...nothing }
}
