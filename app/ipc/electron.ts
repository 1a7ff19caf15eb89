import { ipcMain, type WebContents } from 'electron'
import type { Events } from '../contract/define.ts'
import { callChannel, eventChannel } from './electron-channels.ts'
import type { EventHub } from './event-hub.ts'
import type { WindowSender } from './electron-guard.ts'
import type { AnswerCall } from './serve-calls.ts'

/** Answers the calls of all windows, for as long as the app runs. */
export function serveWindows(answer: AnswerCall<WindowSender>): void {
  ipcMain.handle(callChannel, (event, name: unknown, input: unknown) => answer(event, name, input))
}

/** Sends every event to a window until it is gone. */
export function sendEvents<E extends Events>(hub: EventHub<E>, target: WebContents): void {
  const unsubscribe = hub.subscribe((name, value) => {
    if (!target.isDestroyed()) target.send(eventChannel, name, value)
  })
  target.once('destroyed', unsubscribe)
}
