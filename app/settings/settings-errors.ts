import type { LimitHours } from '../contract/download-limits.ts'
import { AppError } from '../domain/app-error.ts'
import { daysInRows } from '../domain/transfer/limit-schedule.ts'

/** A folder that means something else in every working directory. */
export class FolderNotAbsolute extends AppError {
  readonly code = 'destination-not-a-folder'
  readonly userMessage = 'Give the whole path of the folder, from the root on.'
  override readonly remedy = 'choose-folder'

  constructor(path: string) {
    super(`Expected an absolute path, got ${JSON.stringify(path)}`)
  }
}

/** No folder of a task can be named that way. */
export class TemplateNotPossible extends AppError {
  readonly code = 'setting-not-possible'
  readonly userMessage: string
  override readonly details = null // the sentence says it all

  constructor(template: string, reason: string) {
    super(`Not a template of folders: ${JSON.stringify(template)}`)
    this.userMessage = `${reason} Nothing was changed.`
  }
}

/** A folder that is a favourite already. */
export class FavouriteTwice extends AppError {
  readonly code = 'setting-not-possible'
  readonly userMessage = 'This folder is among your favourite folders already. Nothing was changed.'

  constructor(path: string) {
    super(`A favourite twice: ${JSON.stringify(path)}`)
  }
}

/** Two limits would hold at the same time. */
export class LimitHoursOverlap extends AppError {
  readonly code = 'setting-not-possible'
  readonly userMessage: string
  override readonly details = null // the sentence says it all

  constructor(one: LimitHours, other: LimitHours) {
    super(`Hours of the limit overlap: ${JSON.stringify(one)} and ${JSON.stringify(other)}`)
    this.userMessage = `${textOf(one)} and ${textOf(other)} overlap, but only one limit can hold at a time. Nothing was changed. Choose other hours or days.`
  }
}

const dayNames = ['', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

/** "Mon–Fri 08:00–18:00". */
function textOf({ days, fromMinute, toMinute }: LimitHours): string {
  const rows = daysInRows(days).map(([first, last]) => [...new Set([first, last])].map(day => dayNames[day]).join('–'))
  return `${rows.join(', ')} ${timeOf(fromMinute)}–${timeOf(toMinute)}`
}

function timeOf(minute: number): string {
  return [Math.floor(minute / 60), minute % 60].map(part => String(part).padStart(2, '0')).join(':')
}
