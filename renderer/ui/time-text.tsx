import { formatAge, formatDateTime, formatUtc } from './format-time.ts'
import { useNow } from './use-now.ts'

/** A point in time in local time, with UTC as its title. */
export function TimeText({ timeMs }: { readonly timeMs: number }) {
  return (
    <time dateTime={new Date(timeMs).toISOString()} title={formatUtc(timeMs)}>
      {formatDateTime(timeMs)}
    </time>
  )
}

/** How long ago something was, kept current, with the time itself as its title. */
export function AgeText({ timeMs }: { readonly timeMs: number }) {
  const nowMs = useNow()
  return (
    <time dateTime={new Date(timeMs).toISOString()} title={`${formatDateTime(timeMs, nowMs)} · ${formatUtc(timeMs)}`}>
      {formatAge(timeMs, nowMs)}
    </time>
  )
}
