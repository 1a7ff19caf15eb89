import {
  noticeIdSchema,
  type Notice,
  type NoticePopup,
  type NoticeState,
  type TaskEnd,
  type TransferEnd,
} from '../../app/contract/notices.ts'
import { taskIdSchema } from '../../app/contract/tasks.ts'
import { transferIdSchema } from '../../app/contract/transfers.ts'
import { isFailure } from '../../app/domain/notices/judge-notice.ts'

/** A task that ended well after two hours, with what a test says differently. */
export function aTaskEnd(change: Partial<TaskEnd> = {}): TaskEnd {
  return {
    kind: 'task',
    taskId: taskIdSchema.parse('task1'),
    status: 'success',
    statusAlias: 'Success',
    simulator: 'openfoam-foundation',
    project: 'cavity-sweep',
    endedAtMs: Date.parse('2026-01-01T09:00:00Z'),
    durationSeconds: 7500,
    costUsd: 0.42,
    ...change,
  }
}

export function aTransferEnd(change: Partial<TransferEnd> = {}): TransferEnd {
  return {
    kind: 'transfer',
    transferId: transferIdSchema.parse('8f7c1a52-7f2b-4c2e-9a1e-0d6b2f4a9c11'),
    taskId: taskIdSchema.parse('task1'),
    title: 'openfoam-foundation · cavity-sweep',
    transferKind: 'files',
    state: 'done',
    entriesDone: 38,
    entriesFailed: 0,
    writtenBytes: 214_000_000,
    destination: '/home/ana/Downloads',
    failure: null,
    ...change,
  }
}

export function aNotice(id: number, about: TaskEnd | TransferEnd = aTaskEnd(), change: Partial<Notice> = {}): Notice {
  const atMs = Date.parse('2026-01-01T09:00:10Z')
  return { id: noticeIdSchema.parse(id), atMs, isRead: false, isFailure: isFailure(about), about, ...change }
}

/** What comes up for one notice. */
export function aPopup(change: Partial<NoticePopup> = {}): NoticePopup {
  return {
    id: 'one-1',
    title: 'swash · Finished',
    body: 'waves · 2 h · 0.42 US$',
    isFailure: false,
    noticeIds: [noticeIdSchema.parse(1)],
    taskId: taskIdSchema.parse('task1'),
    actions: ['open', 'download', 'show-log'],
    replaces: [],
    shownBy: 'window',
    ...change,
  }
}

/** Nothing is unread and nothing muted, with what a test says differently. */
export function aNoticeState(change: Partial<NoticeState> = {}): NoticeState {
  return {
    unread: 0,
    unreadFailures: 0,
    mutedUntilMs: null,
    isQuiet: false,
    shownBy: 'window',
    problem: null,
    revision: 1,
    ...change,
  }
}
