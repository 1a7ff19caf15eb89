import { describe, expect, it } from 'vitest'
import type { LocalTimeAt } from '../../../../app/domain/local-time.ts'
import { muteUntilMs } from '../../../../app/domain/notices/mute-until.ts'

const utc: LocalTimeAt = nowMs => {
  const at = new Date(nowMs)
  return { weekday: at.getUTCDay() || 7, minute: at.getUTCHours() * 60 + at.getUTCMinutes() }
}
/** Lisbon in March 2026: the clock goes forward in the night to the 29th. */
const withSummerTime: LocalTimeAt = nowMs => utc(nowMs + (nowMs >= Date.parse('2026-03-29T01:00:00Z') ? 3_600_000 : 0))

describe('a mute', () => {
  it('of an hour ends in an hour', () => {
    const nowMs = Date.parse('2026-01-01T10:20:30Z')
    expect(muteUntilMs('in-an-hour', nowMs, utc)).toBe(nowMs + 3_600_000)
  })

  it('ends now when it is lifted', () => {
    expect(muteUntilMs('now', 0, utc)).toBeNull()
  })

  it.each([
    ['2026-01-01T10:20:30Z', '2026-01-02T08:00:00Z'],
    ['2026-01-01T23:59:59Z', '2026-01-02T08:00:00Z'],
    ['2026-01-02T00:30:00Z', '2026-01-02T08:00:00Z'],
    ['2026-01-02T04:59:00Z', '2026-01-02T08:00:00Z'],
    ['2026-01-02T05:00:00Z', '2026-01-03T08:00:00Z'],
  ])('until tomorrow that begins at %s ends at %s', (now, end) => {
    expect(muteUntilMs('tomorrow', Date.parse(now), utc)).toBe(Date.parse(end))
  })

  it('until tomorrow ends at eight by the clock that is changed in the night', () => {
    const untilMs = muteUntilMs('tomorrow', Date.parse('2026-03-28T20:00:00Z'), withSummerTime)
    expect(untilMs).toBe(Date.parse('2026-03-29T07:00:00Z'))
    expect(withSummerTime(untilMs ?? 0).minute).toBe(8 * 60)
  })
})
