import type { DownloadLimit, downloadLimitEvents } from '../contract/download-limits.ts'
import type { Emit } from '../contract/define.ts'
import type { Clock } from '../domain/clock.ts'
import type { LocalTimeAt } from '../domain/local-time.ts'
import { limitAt } from '../domain/transfer/limit-schedule.ts'
import type { SettingsService } from './settings-service.ts'

/** How often the wall clock is looked at, while there are hours that may begin or end. It may be set at any moment. */
const lookEveryMs = 1_000

/** What holds for all downloads together. */
export interface DownloadLimitService {
  /** Costs nothing to ask. Right within a second. */
  current(): DownloadLimit
  dispose(): void
}

type Options = {
  readonly settings: Pick<SettingsService, 'current' | 'onChange'>
  readonly clock: Clock
  readonly localTimeAt: LocalTimeAt
  readonly emit: Emit<typeof downloadLimitEvents>
}

/** Follows the settings and the wall clock, and tells all windows when something else holds. */
export function createDownloadLimit({ settings, clock, localTimeAt, emit }: Options): DownloadLimitService {
  let cancelLook: (() => void) | undefined
  let { downloadLimit, limitHours } = settings.current()
  const judge = (): DownloadLimit => {
    const hours = limitHours.length === 0 ? undefined : limitAt(limitHours, localTimeAt(clock.nowMs()))
    return hours ? { bytesPerSecond: hours.bytesPerSecond, hours } : { bytesPerSecond: downloadLimit, hours: null }
  }
  let current = judge()
  const look = (): void => {
    const before = JSON.stringify(current)
    current = judge()
    if (JSON.stringify(current) !== before) emit('downloadLimitChanged', current)
    cancelLook?.()
    cancelLook = limitHours.length === 0 ? undefined : clock.after(lookEveryMs, look)
  }
  const stopListening = settings.onChange(changed => {
    ;({ downloadLimit, limitHours } = changed)
    look()
  })
  look()
  return {
    current: () => current,
    dispose() {
      stopListening()
      cancelLook?.()
    },
  }
}
