/** The month of a moment, in the zone of this computer: "2026-11". */
export function monthOf(timeMs: number): string {
  return dayOf(timeMs).slice(0, 7)
}

/** The day of a moment, in the zone of this computer: "2026-11-22". */
export function dayOf(timeMs: number): string {
  const time = new Date(timeMs)
  const twoDigits = (part: number) => String(part).padStart(2, '0')
  return [time.getFullYear(), twoDigits(time.getMonth() + 1), twoDigits(time.getDate())].join('-')
}
