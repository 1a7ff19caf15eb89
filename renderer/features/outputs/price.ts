import { formatRoughMoney } from '../../ui/format-rough-money.ts'

const bytesPerGigabyte = 1e9

/** What fetching so many bytes costs, in words. The vendor's price is an approximation, so this is one too. */
export function priceText(bytes: number, pricePerGigabyteUsd: number): string {
  return formatRoughMoney((bytes / bytesPerGigabyte) * pricePerGigabyteUsd)
}
