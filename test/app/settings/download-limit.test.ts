import { afterEach, describe, expect, it } from 'vitest'
import type { LimitHours } from '../../../app/contract/download-limits.ts'
import type { LocalTimeAt } from '../../../app/domain/local-time.ts'
import { openDatabase } from '../../../app/platform/database/database.ts'
import { settingsMigrations } from '../../../app/platform/database/settings-migrations.ts'
import { createSettingsStore } from '../../../app/platform/settings-store.ts'
import { createDownloadLimit, type DownloadLimitService } from '../../../app/settings/download-limit.ts'
import { createSettingsService } from '../../../app/settings/settings-service.ts'
import { ManualClock } from '../../fakes/manual-clock.ts'

const days = [1, 2, 3, 4, 5, 6, 7]
const hour = 60
const hoursOfMs = 3_600_000
const slowDay: LimitHours = { fromMinute: 8 * hour, toMinute: 18 * hour, days, bytesPerSecond: 500_000 }

/** A wall clock so many hours ahead of UTC. */
const aheadOfUtc =
  (hours: number): LocalTimeAt =>
  nowMs => {
    const local = new Date(nowMs + hours * hoursOfMs)
    return { weekday: local.getUTCDay() || 7, minute: local.getUTCHours() * hour + local.getUTCMinutes() }
  }

let limit: DownloadLimitService
let clock: ManualClock
afterEach(() => {
  limit.dispose()
  expect(clock.pending).toBe(0)
})

/** On a Thursday, at seven in the morning UTC. */
function create(localTimeAt: LocalTimeAt = aheadOfUtc(0)) {
  clock = new ManualClock(Date.parse('2026-01-01T07:00:00Z'))
  const told: unknown[] = []
  const values = createSettingsStore(openDatabase(':memory:', settingsMigrations))
  const settings = createSettingsService({ values, emit: () => undefined, defaultDownloadFolder: '/downloads' })
  limit = createDownloadLimit({ settings, clock, localTimeAt, emit: (_name, value) => void told.push(value) })
  return { settings, told }
}

describe('the limit for all downloads', () => {
  it('is what the settings say, at once, and told once', () => {
    const { settings, told } = create()
    expect(limit.current()).toEqual({ bytesPerSecond: null, hours: null })
    settings.update({ downloadLimit: 2_000_000 })
    expect(limit.current()).toEqual({ bytesPerSecond: 2_000_000, hours: null })
    settings.update({ colorScheme: 'dark' })
    settings.update({ downloadLimit: null })
    expect(told).toEqual([
      { bytesPerSecond: 2_000_000, hours: null },
      { bytesPerSecond: null, hours: null },
    ])
  })

  it('gives way to the hours of the schedule within a second, and comes back after them', () => {
    const { settings, told } = create()
    settings.update({ downloadLimit: 2_000_000, limitHours: [slowDay] })
    expect(limit.current().bytesPerSecond).toBe(2_000_000)
    clock.advance(hoursOfMs - 1)
    expect(limit.current().bytesPerSecond).toBe(2_000_000)
    clock.advance(1_000)
    expect(limit.current()).toEqual({ bytesPerSecond: 500_000, hours: slowDay })
    clock.advance(10 * hoursOfMs)
    expect(limit.current()).toEqual({ bytesPerSecond: 2_000_000, hours: null })
    expect(told).toHaveLength(3)
  })

  it('can be lifted by the schedule as well', () => {
    const { settings } = create()
    settings.update({ downloadLimit: 2_000_000, limitHours: [{ ...slowDay, fromMinute: 0, bytesPerSecond: null }] })
    expect(limit.current().bytesPerSecond).toBeNull()
  })

  it('goes by the wall clock, also on the day it is put forward', () => {
    let ahead = 0
    const { settings } = create(nowMs => aheadOfUtc(ahead)(nowMs))
    settings.update({ limitHours: [slowDay] })
    expect(limit.current().hours).toBeNull()
    ahead = 1
    clock.advance(1_000)
    expect(limit.current().hours).toEqual(slowDay)
    ahead = 0
    clock.advance(1_000)
    expect(limit.current().hours).toBeNull()
  })

  it('watches no clock while there is no schedule', () => {
    const { settings } = create()
    expect(clock.pending).toBe(0)
    settings.update({ limitHours: [slowDay] })
    expect(clock.pending).toBe(1)
    settings.update({ limitHours: [] })
    expect(clock.pending).toBe(0)
  })
})
