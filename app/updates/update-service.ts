import type { AppEmit } from '../contract/contract.ts'
import type { Settings } from '../contract/app-info.ts'
import type { UpdateLack, UpdateState } from '../contract/updates.ts'
import type { Clock } from '../domain/clock.ts'
import type { Log } from '../domain/log.ts'
import { updateFailureSentence } from '../domain/updates/update-failure.ts'
import type { UpdateEngine } from './ports.ts'

/** After the start there are more important things to do. */
const firstCheckMs = 60_000
const betweenChecksMs = 12 * 60 * 60_000
/** How often it is looked whether downloads are over, while an update waits for that. */
const lookEveryMs = 5_000

export interface UpdateService {
  current(): UpdateState
  check(): UpdateState
  install(): UpdateState
  dispose(): void
}

type Options = {
  readonly updates: UpdateEngine | UpdateLack
  readonly settings: { current(): Settings; onChange(listener: (settings: Settings) => void): () => void }
  /** Whether something is being downloaded: then an update is neither fetched nor installed. */
  readonly isTransferring: () => boolean
  readonly clock: Clock
  readonly log: Log
  readonly emit: AppEmit
}

/** Keeps the program up to date: asks now and then, if the person wants that, and never gets in the way of a download. */
export function createUpdateService(options: Options): UpdateService {
  const { updates } = options
  return typeof updates === 'string' ? withoutUpdates(updates) : withUpdates(updates, options)
}

function withoutUpdates(lack: UpdateLack): UpdateService {
  const current = (): UpdateState => ({ kind: 'unsupported', lack })
  return { current, check: current, install: current, dispose: () => undefined }
}

function withUpdates(engine: UpdateEngine, options: Omit<Options, 'updates'>): UpdateService {
  const { settings, isTransferring, clock, log, emit } = options
  let state: UpdateState = { kind: 'up-to-date', checkedAtMs: null }
  let cancelCheck = clock.after(firstCheckMs, () => checkIfWanted())
  let cancelLook: () => void = () => undefined
  let isEnded = false

  const become = (next: UpdateState): void => {
    if (isEnded) return
    state = next
    emit('updatesChanged', next)
  }
  const fail = (error: unknown): void => {
    log.warn('The update did not work out', { reason: String(error) })
    become({ kind: 'failed', sentence: updateFailureSentence(codeOf(error)), atMs: clock.nowMs() })
  }
  const checkIfWanted = (): void => {
    if (settings.current().checkForUpdates) check()
    cancelCheck()
    cancelCheck = clock.after(betweenChecksMs, () => checkIfWanted())
  }
  const check = (): UpdateState => {
    if (isUnderWay(state)) return state
    become({ kind: 'checking' })
    void engine.find().then(found => {
      if (found === null) become({ kind: 'up-to-date', checkedAtMs: clock.nowMs() })
      else fetchWhenIdle(found)
    }, fail)
    return state
  }
  const fetchWhenIdle = (version: string): void => {
    if (isTransferring()) {
      if (state.kind !== 'found') become({ kind: 'found', version })
      lookAgain(() => fetchWhenIdle(version))
    } else void fetch(version).catch(fail)
  }
  const fetch = async (version: string): Promise<void> => {
    become({ kind: 'fetching', version, fraction: 0 })
    await engine.fetch(fraction => become({ kind: 'fetching', version, fraction }))
    log.info('An update is ready', { version })
    followIdleness(version)
  }
  const followIdleness = (version: string): void => {
    const isWaiting = isTransferring()
    if (state.kind !== 'ready' || state.isWaiting !== isWaiting) become({ kind: 'ready', version, isWaiting })
    lookAgain(() => followIdleness(version))
  }
  const lookAgain = (look: () => void): void => {
    cancelLook()
    cancelLook = clock.after(lookEveryMs, look)
  }
  let wasWanted = settings.current().checkForUpdates
  const stopListening = settings.onChange(({ checkForUpdates }) => {
    if (checkForUpdates && !wasWanted) check()
    wasWanted = checkForUpdates
  })
  return {
    current: () => state,
    check,
    install() {
      if (state.kind === 'ready') followIdleness(state.version)
      if (state.kind === 'ready' && !state.isWaiting) engine.install()
      return state
    },
    dispose() {
      isEnded = true
      stopListening()
      cancelCheck()
      cancelLook()
    },
  }
}

/** A second check would only disturb the first. */
function isUnderWay({ kind }: UpdateState): boolean {
  return kind === 'checking' || kind === 'found' || kind === 'fetching' || kind === 'ready'
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}
