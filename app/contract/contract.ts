import { appCalls, appEvents } from './app-info.ts'
import { checkCalls, checkEvents } from './checks.ts'
import { downloadLimitCalls, downloadLimitEvents } from './download-limits.ts'
import { commandCalls, commandEvents } from './commands.ts'
import { conflictCalls } from './conflicts.ts'
import type { Client, Emit, EventValues, Handlers } from './define.ts'
import { entryAddressCalls } from './entry-addresses.ts'
import { ledgerCalls, ledgerEvents } from './ledger.ts'
import { manyTasksCalls } from './many-tasks.ts'
import { noticeCalls, noticeEvents } from './notices.ts'
import { outputCalls } from './outputs.ts'
import { sessionCalls, sessionEvents } from './session.ts'
import { taskCalls, taskEvents } from './tasks.ts'
import { transferQueueCalls } from './transfer-queue.ts'
import { transferCalls, transferEvents } from './transfers.ts'
import { updateCalls, updateEvents } from './updates.ts'
import { windowRequestCalls, windowRequestEvents } from './window-requests.ts'

/** Every call a window may make. Adding one touches its file here, one handler and its caller. */
export const calls = {
  ...appCalls,
  ...downloadLimitCalls,
  ...sessionCalls,
  ...taskCalls,
  ...outputCalls,
  ...entryAddressCalls,
  ...ledgerCalls,
  ...transferCalls,
  ...conflictCalls,
  ...checkCalls,
  ...transferQueueCalls,
  ...manyTasksCalls,
  ...windowRequestCalls,
  ...updateCalls,
  ...commandCalls,
  ...noticeCalls,
} as const

/** Every event a window may hear. */
export const events = {
  ...appEvents,
  ...downloadLimitEvents,
  ...sessionEvents,
  ...taskEvents,
  ...transferEvents,
  ...checkEvents,
  ...ledgerEvents,
  ...windowRequestEvents,
  ...updateEvents,
  ...commandEvents,
  ...noticeEvents,
} as const

export type AppCalls = typeof calls
export type AppEvents = typeof events
export type AppHandlers = Handlers<AppCalls>
export type AppClient = Client<AppCalls>
export type AppEmit = Emit<AppEvents>
export type AppEventValues = EventValues<AppEvents>
