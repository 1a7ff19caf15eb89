import type { WebContents } from './web-contents.ts'

export type Frame = { readonly url: string; readonly origin: string; readonly parent: null }
type InvokeEvent = { readonly sender: WebContents; readonly senderFrame: Frame }
type InvokeHandler = (event: InvokeEvent, ...args: unknown[]) => unknown

const handlers = new Map<string, InvokeHandler>()

export const ipcMain = {
  handle: (channel: string, handler: InvokeHandler) => void handlers.set(channel, handler),
}

/** Runs the handler of a channel. Rejects with the text the real Electron has for it. */
export async function invokeHandler(channel: string, event: InvokeEvent, args: readonly unknown[]): Promise<unknown> {
  try {
    const handler = handlers.get(channel)
    if (!handler) throw new Error(`No handler registered for '${channel}'`)
    return await handler(event, ...args)
  } catch (error) {
    throw new Error(`Error invoking remote method '${channel}': ${String(error)}`, { cause: error })
  }
}
