import { locale } from '../../ui/locale.ts'

const format = new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric' })

/** A month of the ledger in words: "November 2026". */
export function formatMonth(month: string): string {
  const [year = 0, number = 1] = month.split('-').map(Number)
  return format.format(new Date(year, number - 1, 1))
}
