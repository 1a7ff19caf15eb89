import type { TaskId } from '../contract/tasks.ts'
import { parseDeepLink } from '../domain/desktop/deep-link.ts'
import { onCoreEvent } from './desktop-core.ts'
import type { DesktopContext } from './desktop-parts.ts'
import type { Launches } from './launches.ts'

const signInFirst = 'Sign in to see the task of the link. It opens as soon as you are signed in.'

/** Shows the task that a link names; where nobody is signed in yet, as soon as somebody is. The last link counts. */
export function startDeepLinks(
  { core, windows, log }: Pick<DesktopContext, 'core' | 'windows' | 'log'>,
  { links }: Pick<Launches, 'links'>,
): () => void {
  let wanted: TaskId | undefined
  const showWanted = () => {
    if (wanted !== undefined) windows.ask({ kind: 'show-task', taskId: wanted, tab: 'overview' })
    wanted = undefined
  }
  const showOrWait = async (taskId: TaskId) => {
    wanted = taskId
    const { state } = await core.handlers.getSession({}) // of an app that just starts: once it is known
    if (state === 'signed-in') showWanted()
    else windows.ask({ kind: 'say', sentence: signInFirst, isProblem: false })
  }
  const stopSession = onCoreEvent(core, 'sessionChanged', ({ state }) => {
    if (state === 'signed-in') showWanted()
  })
  const stopLinks = links.follow(link => {
    const parsed = parseDeepLink(link)
    if (parsed.kind === 'task') {
      showOrWait(parsed.taskId).catch((error: unknown) => log.error('A link was not followed', error))
      return
    }
    log.warn('A link was refused', { length: link.length })
    windows.ask({ kind: 'say', sentence: parsed.sentence, isProblem: true })
  })
  return () => {
    stopLinks()
    stopSession()
  }
}
