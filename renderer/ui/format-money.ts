import { locale } from './locale.ts'

const cents = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 })
const twoDigits = new Intl.NumberFormat(locale, { maximumSignificantDigits: 2 })

/** An amount as the service's own tools write it: "5.00 US$", "0.012 US$", "0 US$". */
export function formatMoney(amountUsd: number): string {
  if (amountUsd === 0) return '0 US$'
  return `${(Math.abs(amountUsd) >= 0.1 ? cents : twoDigits).format(amountUsd)} US$`
}
