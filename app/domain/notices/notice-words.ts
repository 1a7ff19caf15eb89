import { isLocalArchive } from '../archive/local-archive-id.ts'
import { printable } from '../printable.ts'
import type { Notice, NoticePopup, TaskEnd, TransferEnd } from '../../contract/notices.ts'
import { readableBytes } from '../readable-bytes.ts'
import { explainStatus } from '../task/explain-status.ts'
import { statusGroup } from '../task/status.ts'
import type { PopupKind, PopupPlan } from './plan-popups.ts'

type Words = Pick<NoticePopup, 'title' | 'body'>

/** How many are named in a popup that sums up. */
const mostNamed = 3

/** What a popup says. */
export function popupWords({ kind, notices }: PopupPlan): Words {
  const [first] = notices
  if (first && notices.length === 1) return noticeWords(first.about)
  return { title: groupTitle(kind, notices), body: groupBody(notices) }
}

/** What is told of one end. */
export function noticeWords(end: TaskEnd | TransferEnd): Words {
  return end.kind === 'task' ? taskWords(end) : transferWords(end)
}

/** "openfoam-foundation · Failed". */
function taskWords(end: TaskEnd): Words {
  const isSuccess = statusGroup(end.status, true) === 'finished'
  const facts = [printable(end.project), durationText(end.durationSeconds), costText(end.costUsd)]
  const line = facts.filter(fact => fact !== null).join(' · ')
  return {
    title: `${printable(end.simulator)} · ${isSuccess ? 'Finished' : end.statusAlias}`,
    body: isSuccess ? line : `${line}\n${explainStatus(end.status).summary}`,
  }
}

function transferWords(end: TransferEnd): Words {
  const isLocal = isLocalArchive(end.taskId)
  if (end.state === 'failed') {
    return {
      title: `${printable(end.title)} · ${isLocal ? 'Extraction' : 'Download'} failed`,
      body: end.failure?.message ?? 'It needs your attention.',
    }
  }
  if (end.entriesFailed > 0) {
    const all = end.entriesDone + end.entriesFailed
    const body = `${end.entriesDone} of ${counted(all, 'file')}, ${readableBytes(end.writtenBytes)}, in ${printable(end.destination)}`
    return { title: `${printable(end.title)} · ${counted(end.entriesFailed, 'file')} missing`, body }
  }
  const files = end.transferKind === 'archive' ? 'The zip' : counted(end.entriesDone, 'file')
  return {
    title: `${printable(end.title)} · ${isLocal ? 'Extracted' : 'Downloaded'}`,
    body: `${files}, ${readableBytes(end.writtenBytes)}, in ${printable(end.destination)}`,
  }
}

const whyTogether: Readonly<Record<PopupKind, string>> = {
  together: '',
  'while-closed': ' while Inductiva Desktop was closed',
  'while-quiet': ' while notices were muted',
}

/** "7 tasks ended while Inductiva Desktop was closed", "3 tasks finished". */
function groupTitle(kind: PopupKind, notices: readonly Notice[]): string {
  const [tasks, transfers] = [ofKind(notices, 'task'), ofKind(notices, 'transfer')]
  const what = [
    tasks.length > 0 && counted(tasks.length, 'task'),
    transfers.length > 0 && counted(transfers.length, 'download'),
  ]
  return `${what.filter(Boolean).join(' and ')} ${verbOf(kind, notices)}${whyTogether[kind]}`
}

function verbOf(kind: PopupKind, notices: readonly Notice[]): string {
  if (kind !== 'together') return 'ended'
  return notices.every(notice => notice.isFailure) ? 'failed' : 'finished'
}

/** "5 finished, 2 failed" where both happened, then the names: failures first. */
function groupBody(notices: readonly Notice[]): string {
  const failed = notices.filter(notice => notice.isFailure)
  const finished = notices.filter(notice => !notice.isFailure)
  const sums = failed.length > 0 && finished.length > 0 ? [`${finished.length} finished, ${failed.length} failed`] : []
  const names = [...failed, ...finished].map(({ about }) => nameOf(about))
  const more = names.length > mostNamed ? [`and ${names.length - mostNamed} more`] : []
  return [...sums, [...names.slice(0, mostNamed), ...more].join(', ')].join('\n')
}

function nameOf(end: TaskEnd | TransferEnd): string {
  return end.kind === 'task' ? `${printable(end.simulator)} · ${printable(end.project)}` : printable(end.title)
}

function ofKind(notices: readonly Notice[], kind: 'task' | 'transfer'): readonly Notice[] {
  return notices.filter(({ about }) => about.kind === kind)
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

/** "40 s", "12 min", "2 h", "2 h 5 min", "3 d 4 h"; null where it never ran. */
function durationText(durationSeconds: number | null): string | null {
  if (durationSeconds === null) return null
  const seconds = Math.max(0, Math.round(durationSeconds))
  if (seconds < 60) return `${seconds} s`
  const minutes = Math.round(seconds / 60)
  if (minutes < 60) return `${minutes} min`
  const hours = Math.floor(minutes / 60)
  return hours < 24 ? inTwo(hours, 'h', minutes % 60, 'min') : inTwo(Math.floor(hours / 24), 'd', hours % 24, 'h')
}

function inTwo(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`
}

/** As the service's own tools write it: "0.42 US$". */
function costText(costUsd: number | null): string | null {
  if (costUsd === null) return null
  return `${costUsd >= 0.1 ? costUsd.toFixed(2) : Number(costUsd.toPrecision(2))} US$`
}
