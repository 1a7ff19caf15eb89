import type { QuietHours } from '../contract/notices.ts'
import { timeMsSchema } from '../contract/numbers.ts'
import type { Clock } from '../domain/clock.ts'
import type { LocalTimeAt } from '../domain/local-time.ts'
import { muteUntilMs } from '../domain/notices/mute-until.ts'
import { hoursAt } from '../domain/week-hours.ts'
import type { NamedValues } from './ports.ts'

/** How often the wall clock is looked at while it may change something. It may be set at any moment. */
const lookEveryMs = 10_000
const valueName = 'noticesMutedUntilMs'
const storedSchema = timeMsSchema.nullable()

export type Quiet = { readonly mutedUntilMs: number | null; readonly isQuiet: boolean }

/** Whether notices may come up now: neither muted by hand nor in quiet hours. */
export interface Muting {
  current(): Quiet
  mute(until: 'in-an-hour' | 'tomorrow' | 'now'): void
  /** The rules have other hours by now. */
  look(): void
  dispose(): void
}

type Options = {
  readonly values: NamedValues
  readonly quietHours: () => readonly QuietHours[]
  readonly clock: Clock
  readonly localTimeAt: LocalTimeAt
  readonly onChange: () => void
}

/** A mute by hand outlives the app. */
export function createMuting({ values, quietHours, clock, localTimeAt, onChange }: Options): Muting {
  let cancelLook: (() => void) | undefined
  let untilMs = values.read(valueName, storedSchema) ?? null
  const judge = (): Quiet => {
    const nowMs = clock.nowMs()
    const mutedUntilMs = untilMs !== null && nowMs < untilMs ? untilMs : null
    const inHours = hoursAt(quietHours(), localTimeAt(nowMs)) !== undefined
    return { mutedUntilMs, isQuiet: mutedUntilMs !== null || inHours }
  }
  let current = judge()
  const look = (): void => {
    const before = current
    current = judge()
    cancelLook?.()
    const mayChange = current.mutedUntilMs !== null || quietHours().length > 0
    cancelLook = mayChange ? clock.after(lookEveryMs, look) : undefined
    if (current.mutedUntilMs !== before.mutedUntilMs || current.isQuiet !== before.isQuiet) onChange()
  }
  look()
  return {
    current: () => current,
    mute(until) {
      untilMs = muteUntilMs(until, clock.nowMs(), localTimeAt)
      values.write(valueName, untilMs)
      look()
    },
    look,
    dispose: () => cancelLook?.(),
  }
}
