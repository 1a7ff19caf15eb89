const timestamp = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2})?)(?:[.,](\d+))?\s*(Z|[+-]\d{2}:?\d{2})?$/i

/**
 * Milliseconds since 1970 of an ISO 8601 time with any number of fractional digits; null for anything else. Without a
 * zone it is UTC, as the service means it; JavaScript alone would take it for local time.
 */
export function parseTimestamp(text: string): number | null {
  const [, date, clock, fraction = '', zone = 'Z'] = timestamp.exec(text.trim()) ?? []
  if (date === undefined || clock === undefined) return null
  const offset = /^[+-]\d{4}$/.test(zone) ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone.toUpperCase()
  const milliseconds = fraction.slice(0, 3).padEnd(3, '0')
  const seconds = clock.length === 5 ? `${clock}:00` : clock
  const value = Date.parse(`${date}T${seconds}.${milliseconds}${offset}`)
  return Number.isNaN(value) ? null : value
}
