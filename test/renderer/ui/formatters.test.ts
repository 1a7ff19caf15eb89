import { describe, expect, it } from 'vitest'
import { formatBytes, formatExactBytes, formatRoundSpeed } from '../../../renderer/ui/format-bytes.ts'
import { formatDuration, formatRoughDuration, formatSeconds } from '../../../renderer/ui/format-duration.ts'
import { formatMoney } from '../../../renderer/ui/format-money.ts'
import { formatAge, formatUtc } from '../../../renderer/ui/format-time.ts'
import {
  formatLongWeekday,
  formatMinuteOfDay,
  formatWeekday,
  parseMinuteOfDay,
} from '../../../renderer/ui/format-week.ts'

describe('formatters write what the service’s own tools write', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1.00 KB'],
    [313_210, '313.21 KB'],
    [999_994, '999.99 KB'],
    [999_999, '1.00 MB'],
    [12_764_332, '12.76 MB'],
    [34_410_000_000, '34.41 GB'],
  ])('%d bytes as %s', (bytes, text) => expect(formatBytes(bytes)).toBe(text))

  it('exact bytes with separators', () => {
    expect(formatExactBytes(12_764_332)).toBe('12,764,332 bytes')
    expect(formatExactBytes(1)).toBe('1 byte')
  })

  it.each([
    [10_000, '10 KB/s'],
    [5_000_000, '5 MB/s'],
    [12_500_000, '12.5 MB/s'],
    [1_230_000, '1.23 MB/s'],
    [100_000_000, '100 MB/s'],
  ])('a chosen speed of %d as %s', (speed, text) => expect(formatRoundSpeed(speed)).toBe(text))

  it('days of the week from Monday on', () => {
    expect([1, 7].map(formatWeekday)).toEqual(['Mon', 'Sun'])
    expect([1, 7].map(formatLongWeekday)).toEqual(['Monday', 'Sunday'])
  })

  it.each([
    [0, '00:00'],
    [485, '08:05'],
    [1439, '23:59'],
  ])('minute %d of a day as %s, and back', (minute, text) => {
    expect(formatMinuteOfDay(minute)).toBe(text)
    expect(parseMinuteOfDay(text)).toBe(minute)
  })

  it.each(['', '24:00', '8:00', '12:60', 'noon'])('reads no time of day in "%s"', text => {
    expect(parseMinuteOfDay(text)).toBeUndefined()
  })

  it.each([
    [0, '0:00:00'],
    [60, '0:01:00'],
    [59.6, '0:01:00'],
    [93_784, '1 day, 2:03:04'],
    [180_184, '2 days, 2:03:04'],
  ])('%d s in tables as %s', (seconds, text) => expect(formatDuration(seconds)).toBe(text))

  it.each([
    [42, '42 s'],
    [240, '4 min'],
    [3599, '1 h'],
    [7500, '2 h 5 min'],
    [90_000, '1 d 1 h'],
  ])('%d s in sentences as %s', (seconds, text) => expect(formatRoughDuration(seconds)).toBe(text))

  it('steps of a timeline to the millisecond', () => expect(formatSeconds(368.2984)).toBe('368.298 s'))

  it.each([
    [0, '0 US$'],
    [5, '5.00 US$'],
    [1234.5, '1,234.50 US$'],
    [0.1, '0.10 US$'],
    [0.0123, '0.012 US$'],
    [0.00012, '0.00012 US$'],
  ])('%d dollars as %s', (amount, text) => expect(formatMoney(amount)).toBe(text))

  it('ages from "just now" on, also for clocks that are ahead', () => {
    expect(formatAge(10_000, 9000)).toBe('just now')
    expect(formatAge(10_000, 15_000)).toBe('5 s ago')
  })

  it('UTC for titles', () => expect(formatUtc(Date.UTC(2026, 3, 21, 18, 24, 34))).toBe('2026-04-21 18:24:34 UTC'))
})
