import { formatMoney } from '../../ui/format-money.ts'

const bytesPerGigabyte = 1e9

/** What fetching so many bytes costs, in words. The vendor's price is "about", so this is too: cents at most. */
export function priceText(bytes: number, pricePerGigabyteUsd: number): string {
  return formatMoney((bytes / bytesPerGigabyte) * pricePerGigabyteUsd)
}
