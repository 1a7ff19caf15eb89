import { locale } from './locale.ts'

const counts = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 })

/** A count with separators: "151,512". */
export function formatCount(count: number): string {
  return counts.format(count)
}
