import { formatCount } from './format-count.ts'
import { locale } from './locale.ts'

const units = ['KB', 'MB', 'GB', 'TB', 'PB'] as const
const twoDecimals = new Intl.NumberFormat(locale, {
  minimumFractionDigits: 2,
  maximumFractionDigits: 2,
  useGrouping: false,
})

/** Bytes in decimal units with two decimals, as the service's own tools show them: "999 B", "12.76 MB". */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${Math.round(bytes)} B`
  let value = bytes / 1000
  let unit = 0
  // 999,999 bytes would otherwise read "1000.00 KB".
  while (value >= 999.995 && unit < units.length - 1) {
    value /= 1000
    unit += 1
  }
  return `${twoDecimals.format(value)} ${units[unit] ?? ''}`
}

/** The exact number, for titles: "12,764,332 bytes". */
export function formatExactBytes(bytes: number): string {
  return bytes === 1 ? '1 byte' : `${formatCount(bytes)} bytes`
}

/** A speed that somebody chose, without decimals that say nothing: "5 MB/s", "12.5 MB/s". */
export function formatRoundSpeed(bytesPerSecond: number): string {
  return formatSpeed(bytesPerSecond).replace(/\.(\d*?)0+ /, (_, kept: string) => (kept === '' ? ' ' : `.${kept} `))
}

/** A speed: "12.30 MB/s". */
export function formatSpeed(bytesPerSecond: number): string {
  return `${formatBytes(bytesPerSecond)}/s`
}
