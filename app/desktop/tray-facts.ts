import type { Log } from '../domain/log.ts'
import { NotSignedIn } from '../domain/not-signed-in.ts'
import { lastEnded, type TrayFacts } from '../domain/desktop/tray-view.ts'
import { onCoreEvent, type DesktopCore } from './desktop-core.ts'
import { followTransfers } from './transfer-list.ts'

/** Of those submitted last the ones that ended last are listed: a task that ran for weeks may be missing. */
const mostRead = 200

const nobody: TrayFacts = {
  isSignedIn: false,
  runningTasks: 0,
  queuedTasks: 0,
  endedTasks: [],
  transfers: [],
  notices: { unreadFailures: 0, mutedUntilMs: null },
}

/** Keeps what the tray tells of, and calls back after every change. Answers a way to stop. */
export function followTrayFacts(
  { core, log }: { readonly core: DesktopCore; readonly log: Log },
  listener: (facts: TrayFacts) => void,
): () => void {
  let facts = nobody
  const tell = (change: Partial<TrayFacts>) => {
    facts = { ...facts, ...change }
    listener(facts)
  }
  const readTasks = inTurn(async () => tell(await readTaskFacts(core)), log)
  const readNotices = inTurn(async () => tell({ notices: await readNoticeState(core) }), log)
  const stops = [
    onCoreEvent(core, 'tasksChanged', readTasks),
    onCoreEvent(core, 'noticesChanged', notices => tell({ notices })),
    onCoreEvent(core, 'sessionChanged', () => {
      readTasks()
      readNotices()
    }),
    followTransfers({ core, log }, transfers => tell({ transfers })),
  ]
  readTasks()
  readNotices()
  return () => stops.forEach(stop => stop())
}

type TaskFacts = Pick<TrayFacts, 'isSignedIn' | 'runningTasks' | 'queuedTasks' | 'endedTasks'>

async function readTaskFacts({ handlers }: DesktopCore): Promise<TaskFacts> {
  const query = { groups: [], codes: [], project: null, text: '' }
  try {
    const { groups, codes } = await handlers.countTasks({ query })
    const ended = { ...query, groups: ['finished' as const, 'failed' as const] }
    const { rows } = await handlers.listTasks({ query: ended, offset: 0, limit: mostRead })
    const queuedTasks = (codes['pending-input'] ?? 0) + (codes.submitted ?? 0)
    const runningTasks = (groups.active ?? 0) - queuedTasks
    return { isSignedIn: true, runningTasks, queuedTasks, endedTasks: lastEnded(rows) }
  } catch (error) {
    if (error instanceof NotSignedIn) return nobody
    throw error
  }
}

async function readNoticeState({ handlers }: DesktopCore): Promise<TrayFacts['notices']> {
  try {
    return await handlers.getNoticeState({})
  } catch (error) {
    if (error instanceof NotSignedIn) return nobody.notices
    throw error
  }
}

/** Reads once at a time, and once more where it was asked for meanwhile: the last answer is the newest. */
function inTurn(read: () => Promise<void>, log: Log): () => void {
  let state: 'idle' | 'reading' | 'again' = 'idle'
  const begin = (): void => {
    if (state !== 'idle') {
      state = 'again'
      return
    }
    state = 'reading'
    read()
      .catch((error: unknown) => log.error('The tray could not be told what goes on', error))
      .finally(() => {
        const isWanted = state === 'again'
        state = 'idle'
        if (isWanted) begin()
      })
  }
  return begin
}
