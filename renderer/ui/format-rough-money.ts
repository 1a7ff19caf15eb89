import { formatMoney } from './format-money.ts'

const oneCent = 0.01

/** An estimate in words: "about 0.14 US$", and for what is next to nothing "under 0.01 US$". */
export function formatRoughMoney(amountUsd: number): string {
  if (amountUsd > 0 && amountUsd < oneCent) return `under ${formatMoney(oneCent)}`
  return amountUsd === 0 ? formatMoney(0) : `about ${formatMoney(amountUsd)}`
}
