export type TimeUnit = 'seconds' | 'minutes' | 'hours' | 'days'

/** A rough time: "about 4 min". `few` seconds have no number. */
export type TimeLeft = { readonly unit: TimeUnit; readonly value: number } | { readonly unit: 'few'; readonly value: 0 }

const secondsIn = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 } as const

// Every time that can be shown, shortest first: a few s, 10 … 50 s, 1 … 59 min, 1 … 23 h, 1 … 30 d.
const rungs: readonly TimeLeft[] = [
  { unit: 'few', value: 0 },
  ...times('seconds', [10, 20, 30, 40, 50]),
  ...times('minutes', upTo(59)),
  ...times('hours', upTo(23)),
  ...times('days', upTo(30)),
]

/**
 * The time to show next, one step at most from what is shown: an estimate that leaps from 3 to 9 minutes and back tells
 * less than one that walks.
 *
 * @param shown        What is shown now; undefined when nothing is.
 * @param secondsLeft  The newest estimate; null when there is none, and then nothing is shown.
 */
export function nextTimeLeft(shown: TimeLeft | undefined, secondsLeft: number | null): TimeLeft | undefined {
  if (secondsLeft === null) return undefined
  const target = nearestRung(secondsLeft)
  const at = rungs.findIndex(rung => rung.unit === shown?.unit && rung.value === shown.value)
  return rungs[at < 0 ? target : at + Math.sign(target - at)]
}

function nearestRung(secondsLeft: number): number {
  const longer = rungs.findIndex(rung => secondsOf(rung) > secondsLeft)
  if (longer < 0) return rungs.length - 1
  if (longer === 0) return 0
  const shorter = longer - 1
  const middle = (secondsOf(rungs[shorter]) + secondsOf(rungs[longer])) / 2
  return secondsLeft < middle ? shorter : longer
}

function secondsOf(rung: TimeLeft | undefined): number {
  return rung === undefined || rung.unit === 'few' ? 0 : rung.value * secondsIn[rung.unit]
}

function times(unit: TimeUnit, values: readonly number[]): readonly TimeLeft[] {
  return values.map(value => ({ unit, value }))
}

function upTo(last: number): readonly number[] {
  return Array.from({ length: last }, (_, index) => index + 1)
}
