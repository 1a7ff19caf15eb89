import type { NoticePopup, TaskEnd, TransferEnd } from '../contract/notices.ts'
import type { StatusCode } from '../contract/tasks.ts'
import { popupWords } from '../domain/notices/notice-words.ts'
import type { PopupPlan } from '../domain/notices/plan-popups.ts'
import type { PopupDraft } from './notice-desk.ts'

/** A planned popup with its words, and with what can be done from it. */
export function popupOf(plan: PopupPlan): PopupDraft {
  const { id, notices, replaces } = plan
  const about = notices.length === 1 ? notices[0]?.about : undefined
  return {
    id,
    ...popupWords(plan),
    isFailure: notices.some(notice => notice.isFailure),
    noticeIds: notices.map(notice => notice.id),
    taskId: about?.taskId ?? null,
    actions: about ? actionsOf(about) : [],
    replaces: [...replaces],
  }
}

/** Ends after which there are outputs, as a rule. */
const withOutputs: ReadonlySet<StatusCode> = new Set(['success', 'failed', 'killed', 'ttl-exceeded'])

function actionsOf(about: TaskEnd | TransferEnd): NoticePopup['actions'] {
  return about.kind === 'task' && withOutputs.has(about.status) ? ['open', 'download', 'show-log'] : ['open']
}
