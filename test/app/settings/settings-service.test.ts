import type { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { openDatabase } from '../../../app/platform/database/database.ts'
import { settingsMigrations } from '../../../app/platform/database/settings-migrations.ts'
import { createSettingsStore } from '../../../app/platform/settings-store.ts'
import { createSettingsService } from '../../../app/settings/settings-service.ts'
import {
  FavouriteTwice,
  FolderNotAbsolute,
  LimitHoursOverlap,
  TemplateNotPossible,
} from '../../../app/settings/settings-errors.ts'
import { aSettings } from '../../fakes/settings.ts'

function create(database: DatabaseSync = openDatabase(':memory:', settingsMigrations)) {
  const told: unknown[] = []
  const settings = createSettingsService({
    values: createSettingsStore(database),
    emit: (name, value) => void told.push([name, value]),
    defaultDownloadFolder: '/home/ana/Downloads',
  })
  return { settings, told, database }
}

describe('settings', () => {
  it('begin with defaults', () => {
    expect(create().settings.current()).toEqual(aSettings())
  })

  it('are kept, told to all windows, and change only what is given', () => {
    const { settings, told, database } = create()
    const after = settings.update({ colorScheme: 'dark' })
    expect(after).toMatchObject({ colorScheme: 'dark', downloadFolder: '/home/ana/Downloads' })
    expect(told).toEqual([['settingsChanged', after]])
    expect(create(database).settings.current()).toEqual(after)
  })

  it('refuse a relative download folder and keep the old one', () => {
    const { settings } = create()
    expect(() => settings.update({ downloadFolder: 'Downloads' })).toThrow(FolderNotAbsolute)
    expect(settings.current().downloadFolder).toBe('/home/ana/Downloads')
  })

  it('hold favourite folders in their order, whole paths only and none of them twice', () => {
    const { settings } = create()
    const favouriteFolders = [
      { name: 'Papers', path: '/home/ana/papers' },
      { name: 'Plots', path: '/data/plots' },
    ]
    expect(settings.update({ favouriteFolders }).favouriteFolders).toEqual(favouriteFolders)
    const [papers] = favouriteFolders
    expect(() => settings.update({ favouriteFolders: [papers!, { ...papers!, name: 'Again' }] })).toThrow(
      FavouriteTwice,
    )
    expect(() => settings.update({ favouriteFolders: [{ name: 'Here', path: 'papers' }] })).toThrow(FolderNotAbsolute)
    expect(settings.current().favouriteFolders).toEqual(favouriteFolders)
  })

  it('refuse hours that overlap, name them, and keep what held before', () => {
    const { settings } = create()
    const day = { fromMinute: 480, toMinute: 1080, days: [1, 2, 3, 4, 5], bytesPerSecond: 1_000_000 }
    const night = { ...day, fromMinute: 1020, toMinute: 360, days: [7, 5] }
    settings.update({ limitHours: [day] })
    expect(() => settings.update({ limitHours: [day, night], downloadLimit: 20_000 })).toThrow(LimitHoursOverlap)
    expect(settings.current()).toMatchObject({ limitHours: [day], downloadLimit: null })
    const { userMessage } = new LimitHoursOverlap(day, night)
    expect(userMessage).toContain('Mon–Fri 08:00–18:00 and Fri, Sun 17:00–06:00 overlap')
  })

  it('take no template by which tasks would share a folder, and say so', () => {
    const { settings } = create()
    settings.update({ destinationTemplate: '{project}/{id8}' })
    expect(() => settings.update({ destinationTemplate: '{project}', colorScheme: 'dark' })).toThrow(
      TemplateNotPossible,
    )
    expect(settings.current()).toMatchObject({ destinationTemplate: '{project}/{id8}', colorScheme: 'auto' })
    expect(new TemplateNotPossible('x', 'Reason.').userMessage).toBe('Reason. Nothing was changed.')
  })

  it('tell who listens of every change, and nobody who has stopped', () => {
    const { settings } = create()
    const heard: unknown[] = []
    const stop = settings.onChange(({ colorScheme }) => heard.push(colorScheme))
    settings.update({ colorScheme: 'dark' })
    stop()
    settings.update({ colorScheme: 'light' })
    expect(heard).toEqual(['dark'])
  })

  it('fall back one by one when another version wrote something else', () => {
    const { settings, database } = create()
    settings.update({ pricePerGigabyteUsd: 0.2 })
    database.exec(`INSERT INTO setting VALUES ('colorScheme', '"sepia"')`)
    expect(settings.current()).toMatchObject({ colorScheme: 'auto', pricePerGigabyteUsd: 0.2 })
  })
})
