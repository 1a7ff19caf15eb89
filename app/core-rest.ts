import type { Clock } from './domain/clock.ts'
import type { Log } from './domain/log.ts'

/** What rests while the computer sleeps. `wake` comes only after `sleep` has resolved. */
export type Resting = {
  readonly transfers: { sleep(): Promise<void>; wake(): void }
  readonly tasks: { sleep(): Promise<void>; wake(): void; onFocus(): void }
}

/** Sleeping and waking of the core. Both may be told at any time, as often as the system likes. */
export interface Rest {
  /** The computer is about to sleep. Resolves once nothing is under way and checkpoints are on disk. */
  sleep(): Promise<void>
  /** The computer has woken: what was under way goes on, and tasks are asked for at once. */
  wake(): Promise<void>
  dispose(): void
}

/**
 * A system that announced its sleep and lets us run for so long did not go to sleep, or forgot to say that it is awake
 * again. Milliseconds of a clock that stands still, or fires right after waking, while the computer sleeps.
 */
const longestRestMs = 60_000

/** @param current  The services of whoever is signed in; undefined for nobody. */
export function createRest(options: {
  readonly clock: Clock
  readonly log: Log
  readonly current: () => Resting | undefined
}): Rest {
  const { clock, log, current } = options
  let resting: Resting | undefined // whom we put to sleep: somebody else may have signed in since
  let isAsleep = false
  let cancelAlarm: () => void = () => undefined
  let steps: Promise<void> = Promise.resolve()
  const next = (step: () => Promise<void> | void): Promise<void> => {
    const done = steps.then(step)
    steps = done.catch((error: unknown) => log.error('Going to sleep or waking up went wrong', error))
    return steps
  }
  const fallAsleep = async (services: Resting): Promise<void> => {
    resting = services
    await Promise.all([services.transfers.sleep(), services.tasks.sleep()])
    log.info('Resting while the computer sleeps')
  }
  const wakeUp = (): void => {
    const services = current()
    if (services && services === resting) {
      services.tasks.wake()
      services.transfers.wake()
      log.info('Awake again')
    } else services?.tasks.onFocus()
    resting = undefined
  }
  const wake = (): Promise<void> => {
    cancelAlarm()
    isAsleep = false
    return next(wakeUp)
  }
  return {
    sleep() {
      if (isAsleep) return steps
      isAsleep = true
      cancelAlarm = clock.after(longestRestMs, () => void wake())
      return next(async () => {
        const services = current()
        if (services) await fallAsleep(services)
      })
    },
    wake,
    dispose: () => cancelAlarm(),
  }
}
