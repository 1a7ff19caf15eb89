import { events, type AppEvents, type AppHandlers } from './contract/contract.ts'
import { openAccount, type AccountPorts } from './core-account.ts'
import { followAccount } from './core-current.ts'
import { explainDataFailures, putAsideSentence, type PutAside } from './core-damage.ts'
import { createHandlers } from './core-handlers.ts'
import { createRest } from './core-rest.ts'
import { dataFailureOf } from './domain/data-errors.ts'
import type { AppError } from './domain/app-error.ts'
import type { UpdateLack } from './contract/updates.ts'
import { isAtWork } from './domain/transfer/is-at-work.ts'
import type { LocalTimeAt } from './domain/local-time.ts'
import { refusalOf, type AnswerEntry } from './domain/archive/entry-answer.ts'
import type { SystemNotices } from './domain/notices/system-notices.ts'
import { createInductivaApi } from './api/inductiva-api.ts'
import { createEventHub, type EventHub } from './ipc/event-hub.ts'
import { createNoticeDesk } from './notices/notice-desk.ts'
import type { Keychain, LocalKeys, ProfileStore, StartSample } from './session/ports.ts'
import { createSessionService } from './session/session-service.ts'
import type { Desktop, Folders, ValueStore } from './settings/ports.ts'
import { createDownloadLimit } from './settings/download-limit.ts'
import { createSettingsService } from './settings/settings-service.ts'
import { createWindowRequests, type WindowRequests } from './settings/window-requests.ts'
import type { UpdateEngine } from './updates/ports.ts'
import { createUpdateService } from './updates/update-service.ts'

/** Everything the core needs of the world. `core-node.ts` makes the part that is the same in both shells. */
export type CorePorts = AccountPorts & {
  readonly localTimeAt: LocalTimeAt
  readonly keychain: Keychain
  readonly localKeys: LocalKeys
  readonly accounts: ProfileStore
  /** Keeps a key out of the log, wherever it may turn up. */
  readonly hideKey: (key: string) => void
  readonly startSample: StartSample
  /** Calls back for every damaged file that was put aside, also for those of before. */
  readonly onPutAside: (listener: (news: PutAside) => void) => void
  readonly values: ValueStore
  readonly folders: Folders
  readonly desktop: Desktop
  readonly shell: 'electron' | 'web'
  /** What keeps this program up to date, or why nothing does. */
  readonly updates: UpdateEngine | UpdateLack
  readonly version: string
  readonly platform: string
  readonly hostName: string
  readonly defaultDownloadFolder: string
  /** Ends what the ports themselves keep open: connections, databases, the sample service. */
  closePorts(): Promise<void>
}

/** The whole app without a window: what both shells serve. */
export type Core = {
  readonly handlers: AppHandlers
  readonly hub: EventHub<AppEvents>
  readonly windowRequests: WindowRequests
  readonly systemNotices: SystemNotices
  /** What the shell serves under the origin for contents of archives. */
  readonly answerEntry: AnswerEntry
  /** Signs in to the sample account, or restores the last session. A session that cannot be restored is no failure. */
  start(options: { readonly sample: boolean }): Promise<void>
  /** The computer is about to sleep. Resolves once nothing is under way, with checkpoints on disk. Idempotent. */
  sleep(): Promise<void>
  /** The computer is awake: exactly what was under way goes on, and tasks are asked for at once. */
  wake(): Promise<void>
  /**
   * Goes on after an error that nobody caught where that is possible: when the account's data cannot be read or written,
   * the account is taken down until somebody tries again. Answers whether it is.
   */
  survive(error: unknown): boolean
  /** Ends everything, checkpoints first. Nothing of the core runs afterwards. */
  dispose(): Promise<void>
}

export function createCore(ports: CorePorts): Core {
  const hub = createEventHub(events)
  const settings = createSettingsService({ ...ports, emit: hub.emit })
  const downloadLimit = createDownloadLimit({ ...ports, settings, emit: hub.emit })
  const noticeDesk = createNoticeDesk({ ...ports, settings, emit: hub.emit })
  const session = createSessionService({ ...ports, emit: hub.emit, verifyKey: createVerifyKey(ports) })
  const account = followAccount(session, active =>
    openAccount(
      {
        ...ports,
        emit: hub.emit,
        settings: {
          downloadFolder: () => settings.current().downloadFolder,
          destinationTemplate: () => settings.current().destinationTemplate,
          pricePerGigabyteUsd: () => settings.current().pricePerGigabyteUsd,
        },
        downloadLimit: () => downloadLimit.current().bytesPerSecond,
        noticeDesk,
        noticeRules: () => settings.current().notices,
        onKeyDoubted: () => void session.checkAgain(),
      },
      active,
    ),
  )
  const rest = createRest({ ...ports, current: account.ifAny })
  const windowRequests = createWindowRequests(hub.emit)
  ports.onPutAside(news => windowRequests.ask({ kind: 'say', sentence: putAsideSentence(news), isProblem: true }))
  const fall = (failure: AppError): void => {
    session.fall(failure).catch((error: unknown) => ports.log.error('The account could not be taken down', error))
  }
  const isTransferring = () => account.ifAny()?.transfers.list().some(isAtWork) ?? false
  const updates = createUpdateService({ ...ports, settings, isTransferring, emit: hub.emit })
  let starting: Promise<unknown> = Promise.resolve()
  const { folders, desktop } = ports
  const services = { settings, downloadLimit, session, account, noticeDesk, windowRequests, updates }
  const handlers: AppHandlers = {
    ...createHandlers({ ...services, folders, desktop, info: ports }),
    // A window that opens during the start hears who is signed in once that is known.
    getSession: () => starting.then(() => session.get()),
  }
  return {
    handlers: explainDataFailures(handlers, { log: ports.log, fall }),
    hub,
    windowRequests,
    answerEntry: question => account.ifAny()?.contents.answer(question) ?? Promise.resolve(nobodySignedIn),
    systemNotices: noticeDesk.system,
    async start({ sample }) {
      const started = sample ? session.signInToSample() : session.restore()
      starting = started.catch(() => undefined) // whoever starts the core hears of the failure
      await started
    },
    sleep: () => rest.sleep(),
    wake: () => rest.wake(),
    survive(error) {
      const failure = dataFailureOf(error)
      if (failure) fall(failure)
      return failure !== undefined
    },
    async dispose() {
      rest.dispose()
      await session.dispose()
      downloadLimit.dispose()
      noticeDesk.dispose()
      updates.dispose()
      await ports.closePorts()
    },
  }
}

const nobodySignedIn = refusalOf(403, 'Nobody is signed in to Inductiva Desktop.')

/** One call with the key, before it is kept. */
function createVerifyKey({ dispatcher, clock, log, userAgent }: CorePorts) {
  return ({ baseUrl, key }: { readonly baseUrl: string; readonly key: string }, signal?: AbortSignal) =>
    createInductivaApi({ baseUrl, key, dispatcher, clock, log, userAgent }).getUser(signal)
}
