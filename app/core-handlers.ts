import type { AppHandlers } from './contract/contract.ts'
import type { CurrentAccount } from './core-current.ts'
import { createLedgerHandlers } from './ledger/ledger-handlers.ts'
import type { NoticeDesk } from './notices/notice-desk.ts'
import { createNoticeHandlers } from './notices/notice-handlers.ts'
import { createEntryHandlers, createOutputHandlers } from './outputs/output-handlers.ts'
import { createSessionHandlers } from './session/session-handlers.ts'
import type { SessionService } from './session/session-service.ts'
import { createSettingsHandlers } from './settings/settings-handlers.ts'
import type { WindowRequests } from './settings/window-requests.ts'
import { createTaskHandlers } from './tasks/task-handlers.ts'
import { createCheckHandlers } from './transfers/check-handlers.ts'
import { createConflictHandlers } from './transfers/conflict-handlers.ts'
import { createManyTasksHandlers } from './transfers/many-tasks-handlers.ts'
import { createTransferHandlers } from './transfers/transfer-handlers.ts'
import { createUpdateHandlers } from './updates/update-handlers.ts'

type Services = Parameters<typeof createSettingsHandlers>[0] & {
  readonly session: SessionService
  readonly account: CurrentAccount
  readonly noticeDesk: NoticeDesk
  readonly windowRequests: WindowRequests
  readonly updates: Parameters<typeof createUpdateHandlers>[0]
}

/** Every call of the contract, with the service that answers it. Most need somebody to be signed in. */
export function createHandlers(services: Services): AppHandlers {
  const { session, account, noticeDesk, windowRequests, updates, desktop } = services
  return {
    ...createSettingsHandlers(services),
    ...createSessionHandlers(session),
    ...createTaskHandlers(() => account.current().tasks),
    ...createOutputHandlers(() => account.current().outputs),
    ...createEntryHandlers(() => account.current().contents),
    ...createConflictHandlers(() => account.current().transfers.conflicts),
    ...createCheckHandlers(() => account.current().checks),
    ...createTransferHandlers(() => account.current().transfers, desktop),
    ...createManyTasksHandlers(() => account.current().manyTasks),
    ...createLedgerHandlers(() => account.current().ledger),
    ...windowRequests.handlers,
    ...createUpdateHandlers(updates),
    ...createNoticeHandlers(noticeDesk, () => account.current().notices),
  }
}
