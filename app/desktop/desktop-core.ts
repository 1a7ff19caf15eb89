import type { AppEvents, AppEventValues, AppHandlers } from '../contract/contract.ts'
import type { WindowRequest } from '../contract/window-requests.ts'
import type { SystemNotices } from '../domain/notices/system-notices.ts'
import type { EventHub } from '../ipc/event-hub.ts'

/** The core as the parts of the desktop see it: the same calls and events that a window has. */
export type DesktopCore = {
  readonly handlers: AppHandlers
  readonly hub: EventHub<AppEvents>
  readonly windowRequests: { ask(request: WindowRequest): void; pageGone(): void }
  /** The computer goes to sleep, or has woken. Both resolve once the core has followed. */
  sleep(): Promise<void>
  wake(): Promise<void>
  readonly systemNotices: SystemNotices
}

/** Calls back with each new value of an event. Answers a function that stops it. */
export function onCoreEvent<N extends keyof AppEventValues>(
  { hub }: Pick<DesktopCore, 'hub'>,
  name: N,
  listener: (value: AppEventValues[N]) => void,
): () => void {
  return hub.subscribe((told, value) => {
    if (told === name) listener(value as AppEventValues[N]) // the hub has parsed it by the schema of this name
  })
}
