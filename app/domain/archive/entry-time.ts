/** Windows counts units of 100 ns since 1601-01-01; this is that moment in milliseconds since 1970. */
const fileTimeEpochMs = -11_644_473_600_000

/**
 * MS-DOS date and time, two seconds fine, as milliseconds since 1970. Zips do not say which time zone is meant; the
 * machines that pack our archives run on UTC. Null for a date that does not exist, such as the unset one.
 */
export function dosTimeMs(date: number, time: number): number | null {
  const [year, month, day] = [1980 + (date >> 9), (date >> 5) & 15, date & 31]
  const [hour, minute, second] = [time >> 11, (time >> 5) & 63, (time & 31) * 2]
  if (month < 1 || month > 12 || day < 1 || hour > 23 || minute > 59 || second > 59) return null
  return Date.UTC(year, month - 1, day, hour, minute, second)
}

/** Seconds since 1970, as the "UT" extra field has them: signed, 32 bits. */
export function unixTimeMs(seconds: number): number {
  return seconds * 1000
}

/** Windows FILETIME in its two halves. Null for zero, which means unset. */
export function fileTimeMs(low: number, high: number): number | null {
  return low === 0 && high === 0 ? null : Math.floor((high * 2 ** 32 + low) / 10_000) + fileTimeEpochMs
}
