import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LimitHours } from '../../../../app/contract/download-limits.ts'
import { daysInRows, findOverlap, limitAt } from '../../../../app/domain/transfer/limit-schedule.ts'

const everyDay = [1, 2, 3, 4, 5, 6, 7]
const workdays = [1, 2, 3, 4, 5]

/** "8:00-18:00" as hours with a limit. */
function hours(text: string, days: readonly number[] = everyDay, bytesPerSecond: number | null = 1e6): LimitHours {
  const [fromMinute = 0, toMinute = 0] = text.split('-').map(minuteOf)
  return { fromMinute, toMinute, days: [...days], bytesPerSecond }
}
function minuteOf(text: string): number {
  const [hour = 0, minute = 0] = text.split(':').map(Number)
  return hour * 60 + minute
}
const at = (weekday: number, text: string) => ({ weekday, minute: minuteOf(text) })

describe('limitAt', () => {
  it.each([
    [[hours('8:00-18:00')], at(3, '8:00'), true],
    [[hours('8:00-18:00')], at(3, '7:59'), false],
    [[hours('8:00-18:00')], at(3, '17:59'), true],
    [[hours('8:00-18:00')], at(3, '18:00'), false],
    [[hours('8:00-18:00', workdays)], at(6, '9:00'), false],
    // past midnight: the day is the one on which they begin
    [[hours('22:00-6:00')], at(1, '23:00'), true],
    [[hours('22:00-6:00')], at(1, '5:59'), true],
    [[hours('22:00-6:00')], at(1, '6:00'), false],
    [[hours('22:00-6:00', [5])], at(6, '3:00'), true],
    [[hours('22:00-6:00', [5])], at(5, '3:00'), false],
    // past the end of the week
    [[hours('22:00-6:00', [7])], at(1, '3:00'), true],
    [[hours('22:00-6:00', [7])], at(2, '3:00'), false],
    // until midnight, and whole days
    [[hours('18:00-0:00', [7])], at(7, '23:59'), true],
    [[hours('18:00-0:00', [7])], at(1, '0:00'), false],
    [[hours('0:00-0:00', [6])], at(6, '23:59'), true],
    [[hours('0:00-0:00', [6])], at(7, '0:00'), false],
    [[hours('12:00-12:00', [6])], at(7, '11:59'), true],
    [[], at(1, '12:00'), false],
  ])('of %j at %j holds: %s', (schedule, time, holds) => {
    expect(limitAt(schedule, time)).toBe(holds ? schedule[0] : undefined)
  })

  it('answers the hours that hold, also when they say that there is no limit', () => {
    const [day, night] = [hours('8:00-20:00', everyDay, 2e6), hours('20:00-8:00', everyDay, null)]
    expect(limitAt([day, night], at(7, '12:00'))).toBe(day)
    expect(limitAt([day, night], at(1, '0:00'))).toBe(night)
  })
})

describe('findOverlap', () => {
  it.each([
    ['hours that meet', [hours('8:00-18:00'), hours('18:00-8:00')], false],
    ['the same hours on other days', [hours('8:00-18:00', workdays), hours('8:00-18:00', [6, 7])], false],
    ['one minute of the same day', [hours('8:00-18:01', workdays), hours('18:00-20:00', [5])], true],
    ['a night that reaches into the next day', [hours('22:00-6:00', [5]), hours('5:00-7:00', [6])], true],
    ['a night that reaches into the next week', [hours('5:00-7:00', [1]), hours('22:00-6:00', [7])], true],
    ['hours inside of others', [hours('0:00-0:00'), hours('12:00-13:00', [3])], true],
    ['nothing', [], false],
    ['one alone, all week', [hours('7:00-7:00')], false],
  ])('of %s', (_name, schedule, overlaps) => {
    expect(findOverlap(schedule) !== undefined).toBe(overlaps)
  })

  it('finds one exactly when two hold at some minute of the week', () => {
    const minute = fc.integer({ min: 0, max: 143 }).map(tenMinutes => tenMinutes * 10)
    const days = fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 3 })
    const line = fc.record({ fromMinute: minute, toMinute: minute, days, bytesPerSecond: fc.constant(null) })
    fc.assert(
      fc.property(fc.array(line, { maxLength: 4 }), schedule => {
        const times = Array.from({ length: 7 * 144 }, (_, index) => {
          return { weekday: Math.floor(index / 144) + 1, minute: (index % 144) * 10 }
        })
        const holding = times.map(time => schedule.filter(one => limitAt([one], time)).length)
        expect(findOverlap(schedule) !== undefined).toBe(Math.max(...holding) > 1)
      }),
    )
  })
})

describe('daysInRows', () => {
  it.each([
    [[5, 1, 3, 2, 4], [[1, 5]]],
    [
      [7, 1, 2],
      [
        [1, 2],
        [7, 7],
      ],
    ],
    [[], []],
  ])('of %j are %j', (days, rows) => {
    expect(daysInRows(days)).toEqual(rows)
  })
})
