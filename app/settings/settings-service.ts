import { isAbsolute } from 'node:path'
import { settingsSchema, type Settings } from '../contract/app-info.ts'
import type { AppEmit } from '../contract/contract.ts'
import { describeTemplateProblem, judgeTaskTemplate, usualTaskTemplate } from '../domain/transfer/folder-template.ts'
import { usualNoticeRules } from '../domain/notices/judge-notice.ts'
import { findOverlap } from '../domain/transfer/limit-schedule.ts'
import { usualPricePerGigabyteUsd } from '../domain/ledger/usual-price.ts'
import { FavouriteTwice, FolderNotAbsolute, LimitHoursOverlap, TemplateNotPossible } from './settings-errors.ts'
import type { ValueStore } from './ports.ts'

export interface SettingsService {
  current(): Settings
  /**
   * Changes the given settings and tells all windows. Fails with `destination-not-a-folder` for a relative folder, with
   * `setting-not-possible` for hours that overlap, an impossible template, and a favourite folder that is there twice.
   */
  update(changes: Partial<Settings>): Settings
  /** Calls back after every change. Answers the way to stop listening. */
  onChange(listener: (settings: Settings) => void): () => void
}

/** @param defaultDownloadFolder Absolute; the system's download folder. */
export function createSettingsService(options: {
  readonly values: ValueStore
  readonly emit: AppEmit
  readonly defaultDownloadFolder: string
}): SettingsService {
  const { values, emit, defaultDownloadFolder } = options
  const listeners = new Set<(settings: Settings) => void>()
  const defaults: Settings = {
    colorScheme: 'auto',
    downloadFolder: defaultDownloadFolder,
    destinationTemplate: usualTaskTemplate,
    pricePerGigabyteUsd: usualPricePerGigabyteUsd,
    downloadLimit: null,
    limitHours: [],
    favouriteFolders: [],
    showTray: true,
    closeToTray: true,
    askBeforeQuit: true,
    openAtLogin: false,
    keepAwake: false,
    checkForUpdates: null,
    notices: usualNoticeRules,
  }
  // Read setting by setting: one that an older or newer version wrote differently does not reset the others.
  const current = (): Settings => {
    const stored = Object.entries(settingsSchema.unwrap().shape).map(([name, schema]) => [
      name,
      values.read(name, schema),
    ])
    const known = Object.fromEntries(stored.filter(([, value]) => value !== undefined)) as Partial<Settings>
    return { ...defaults, ...known }
  }
  return {
    current,
    update(changes) {
      const { downloadFolder, favouriteFolders = [], limitHours = [] } = changes
      const folders = [downloadFolder, ...favouriteFolders.map(({ path }) => path)].filter(path => path !== undefined)
      folders.forEach(requireAbsolute)
      requireDifferent(favouriteFolders)
      requireTemplate(changes.destinationTemplate)
      const overlap = findOverlap(limitHours)
      if (overlap) throw new LimitHoursOverlap(...overlap)
      for (const [name, value] of Object.entries(changes)) values.write(name, value)
      const settings = current()
      emit('settingsChanged', settings)
      for (const listener of listeners) listener(settings)
      return settings
    },
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

function requireAbsolute(folder: string): void {
  if (!isAbsolute(folder)) throw new FolderNotAbsolute(folder)
}

function requireDifferent(favourites: Settings['favouriteFolders']): void {
  const twice = favourites.find(({ path }, place) => favourites.findIndex(other => other.path === path) !== place)
  if (twice) throw new FavouriteTwice(twice.path)
}

function requireTemplate(template: string | undefined): void {
  const problem = template === undefined ? null : judgeTaskTemplate(template)
  if (template !== undefined && problem) throw new TemplateNotPossible(template, describeTemplateProblem(problem))
}
