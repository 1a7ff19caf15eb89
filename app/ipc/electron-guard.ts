import type { Guard } from './serve-calls.ts'

/** What a call comes with: the frame that made it (null when it is gone by now), and the window it is part of. */
export type WindowSender = {
  readonly sender: unknown
  readonly senderFrame: { readonly origin: string; readonly parent: unknown } | null
}

/**
 * Trusts the main frame of our own windows while it shows our own pages. A frame inside a page, a page that was
 * navigated elsewhere and a frame that is gone are refused.
 */
export function createSenderGuard(origin: string, isOurWindow: (sender: unknown) => boolean): Guard<WindowSender> {
  return {
    trusts: ({ sender, senderFrame }) =>
      senderFrame !== null && senderFrame.parent === null && senderFrame.origin === origin && isOurWindow(sender),
  }
}
