import { formatBytes } from './format-bytes.ts'
import { formatRoughMoney } from './format-rough-money.ts'

const bytesPerGigabyte = 1e9

/** What fetching takes, for the control that starts it: "5.10 GB · about 0.61 US$". */
export function formatBytesAndPrice(bytes: number, pricePerGigabyteUsd: number): string {
  return `${formatBytes(bytes)} · ${formatRoughMoney((bytes / bytesPerGigabyte) * pricePerGigabyteUsd)}`
}
