const units = ['KB', 'MB', 'GB', 'TB'] as const

/** "512 bytes", "3.4 GB": decimal, as disks are sold, for sentences. */
export function readableBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`
  const power = Math.min(Math.floor(Math.log10(bytes) / 3), units.length)
  const value = bytes / 1000 ** power
  return `${value < 10 ? value.toFixed(1) : value.toFixed(0)} ${units[power - 1] ?? 'KB'}`
}
