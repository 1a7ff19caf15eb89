import { app, Notification } from 'electron'
import type { NoticePopup } from '../contract/notices.ts'
import type { TaskId } from '../contract/tasks.ts'
import type { WindowRequest } from '../contract/window-requests.ts'
import { onCoreEvent } from './desktop-core.ts'
import type { DesktopContext } from './desktop-parts.ts'

type Action = NoticePopup['actions'][number]
type Parts = Pick<DesktopContext, 'core' | 'windows' | 'log'>

const labels: Readonly<Record<Action, string>> = { open: 'Open', download: 'Download', 'show-log': 'Show log' }

/** Of the packages: Windows shows notifications only of an app with a shortcut of this name. */
const appUserModelId = 'app.inductivadesktop.InductivaDesktop'

/**
 * What Linux has not shown by then, it does not show: it says so in no other way. The others say when they fail, and macOS
 * asks the person for permission first, who may take any time.
 */
const shownWithinMs = 3_000

const notShown =
  'This computer shows no notifications: either none of its programs does that, or the system does not let this app. ' +
  'Notices come up in the window instead.'

/**
 * Shows popups as notifications of the system. Where there is no way to, the window does. On macOS the first one asks the
 * person for permission: that is when there is something to tell, or a test was asked for.
 */
export function startNativeNotices(parts: Parts): (() => void) | undefined {
  const { core } = parts
  if (process.platform === 'win32') app.setAppUserModelId(appUserModelId)
  if (!Notification.isSupported()) {
    core.systemNotices.failed(notShown, null)
    return undefined
  }
  const shown = createShownNotices(parts)
  core.systemNotices.offer()
  const stops = [
    onCoreEvent(core, 'noticeRaised', popup => {
      if (popup.shownBy === 'system') shown.show(popup)
    }),
    onCoreEvent(core, 'noticePopupsEnded', ({ ids }) => shown.end(ids)),
  ]
  return () => {
    for (const stop of stops) stop()
    shown.dispose()
  }
}

type Shown = { readonly notification: Notification; readonly deadline: NodeJS.Timeout | undefined }

/** Keeps what is on the screen: a notification that nobody holds on to is collected, and its clicks with it. */
function createShownNotices({ core, windows, log }: Parts) {
  const shown = new Map<string, Shown>()
  const forget = (id: string): Notification | undefined => {
    const entry = shown.get(id)
    clearTimeout(entry?.deadline)
    shown.delete(id)
    return entry?.notification
  }
  const end = (ids: readonly string[]): void => {
    for (const id of ids) forget(id)?.close()
  }
  const fail = (popup: NoticePopup, reason: string): void => {
    forget(popup.id)?.close() // it may still come up, beside what the window shows then
    log.warn('A notification did not come up', { reason })
    core.systemNotices.failed(notShown, popup)
  }
  const act = (popup: NoticePopup, action: Action): void => {
    end([popup.id])
    const { taskId, noticeIds } = popup
    if (taskId === null) {
      windows.ask({ kind: 'run-command', command: 'notices' })
      return
    }
    windows.ask(requestOf(action, taskId))
    core.handlers
      .markNoticesRead({ ids: noticeIds })
      .catch((error: unknown) => log.error('A notice could not be marked as read', error))
  }
  const show = (popup: NoticePopup): void => {
    end(popup.replaces)
    const notification = notificationOf(popup)
    notification.on('show', () => {
      clearTimeout(shown.get(popup.id)?.deadline)
      core.systemNotices.shown()
    })
    notification.on('click', () => act(popup, 'open'))
    notification.on('action', ({ actionIndex }) => act(popup, popup.actions[actionIndex] ?? 'open'))
    notification.on('close', ({ reason }) => {
      const isKept = reason === 'timedOut' && process.platform === 'win32' // it stays in the Action Center, to be clicked there
      if (!isKept && shown.get(popup.id)?.notification === notification) forget(popup.id)
    })
    notification.on('failed', (_event, error) => fail(popup, error))
    const missed = () => fail(popup, `Not shown within ${shownWithinMs} ms`)
    const deadline = process.platform === 'linux' ? setTimeout(missed, shownWithinMs) : undefined
    shown.set(popup.id, { notification, deadline })
    notification.show()
  }
  return { show, end, dispose: () => end([...shown.keys()]) }
}

function requestOf(action: Action, taskId: TaskId): WindowRequest {
  switch (action) {
    case 'open':
      return { kind: 'show-task', taskId, tab: 'overview' }
    case 'download':
      return { kind: 'download-task', taskId }
    case 'show-log':
      return { kind: 'show-log', taskId }
  }
}

/** A failure stays until it is dealt with, where the system has such a way. One in the place of others makes no sound. */
function notificationOf({ title, body, isFailure, actions, replaces }: NoticePopup): Notification {
  return new Notification({
    title,
    body: process.platform === 'linux' ? withoutMarkup(body) : body,
    silent: replaces.length > 0,
    timeoutType: isFailure ? 'never' : 'default',
    actions: actions.map(action => ({ type: 'button', text: labels[action] })),
  })
}

/** Services on Linux read a body as markup (Desktop Notifications Specification 1.2, "Markup"), and names hold anything. */
function withoutMarkup(body: string): string {
  return body.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
