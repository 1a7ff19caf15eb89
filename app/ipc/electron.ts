import { ipcMain, type IpcMainInvokeEvent, type WebContents } from 'electron'
import type { Events } from '../contract/define.ts'
import { callChannel, eventChannel } from './electron-channels.ts'
import type { EventHub } from './event-hub.ts'
import type { AnswerCall, Guard } from './serve-calls.ts'

/** What a call comes with: the frame that made it, and the window that frame is part of. */
export type WindowSender = Pick<IpcMainInvokeEvent, 'sender' | 'senderFrame'>

/**
 * Trusts the main frame of our own windows while it shows our own pages. A frame inside a page, a page that was
 * navigated elsewhere and a frame that is gone by now are refused.
 */
export function createSenderGuard(origin: string, isOurWindow: (sender: WebContents) => boolean): Guard<WindowSender> {
  return {
    trusts: ({ sender, senderFrame }) =>
      senderFrame !== null && senderFrame.parent === null && senderFrame.origin === origin && isOurWindow(sender),
  }
}

/** Answers the calls of all windows. Returns how to stop. */
export function serveWindows(answer: AnswerCall<WindowSender>): () => void {
  ipcMain.handle(callChannel, (event, name: unknown, input: unknown) => answer(event, name, input))
  return () => ipcMain.removeHandler(callChannel)
}

/** Sends every event to a window until it is gone. */
export function sendEvents<E extends Events>(hub: EventHub<E>, target: WebContents): void {
  const unsubscribe = hub.subscribe((name, value) => {
    if (!target.isDestroyed()) target.send(eventChannel, name, value)
  })
  target.once('destroyed', unsubscribe)
}
