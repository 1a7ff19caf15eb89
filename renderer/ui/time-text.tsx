import { formatDateTime, formatUtc } from './format-time.ts'

/** A point in time in local time, with UTC as its title. */
export function TimeText({ timeMs }: { readonly timeMs: number }) {
  return (
    <time dateTime={new Date(timeMs).toISOString()} title={formatUtc(timeMs)}>
      {formatDateTime(timeMs)}
    </time>
  )
}
