import type { TFunction } from 'i18next'
import type { Transfer } from '../../../app/contract/transfers.ts'
import type { TaskId } from '../../../app/contract/tasks.ts'
import { isLocalArchive } from '../../../app/domain/archive/local-archive-id.ts'
import { printable } from '../../../app/domain/printable.ts'
import { formatBytes, formatRoundSpeed, formatSpeed } from '../../ui/format-bytes.ts'
import { formatCount } from '../../ui/format-count.ts'
import type { Tone } from '../../ui/status-badge.tsx'
import { formatMinuteOfDay } from '../../ui/format-week.ts'
import type { LimitInForce } from './limit-in-force.ts'
import type { TimeLeft } from './time-left.ts'
import type { TransferTotals } from './transfer-progress.ts'
import type { QueuePosition } from './queue-line.ts'

type Words = TFunction<'transfers'>

/** How a transfer, or a group of them, stands. */
export type Standing = Pick<Transfer, 'state' | 'entriesFailed'>

/** The word for how a transfer stands, and the colour it is said in. */
export function stateWord(t: Words, { state, entriesFailed, taskId }: Standing & { readonly taskId?: TaskId }): string {
  if (state === 'running' && taskId !== undefined && isLocalArchive(taskId)) return t('state.extracting')
  return state === 'done' && entriesFailed > 0 ? t('doneWithFailures') : t(`state.${state}`)
}

export function toneOf({ state, entriesFailed }: Standing): Tone {
  switch (state) {
    case 'done':
      return entriesFailed > 0 ? 'warning' : 'success'
    case 'failed':
      return 'danger'
    case 'waiting':
      return 'warning'
    case 'paused':
    case 'queued':
    case 'cancelled':
      return 'neutral'
    case 'reading-index':
    case 'running':
    case 'verifying':
      return 'progress'
  }
}

/** "214.00 MB of 1.20 GB", and of an ended transfer how much it was. */
export function bytesWords(
  t: Words,
  { state, fetchedBytes, fetchBytes }: Pick<Transfer, 'state' | 'fetchedBytes' | 'fetchBytes'>,
): string {
  const done = formatBytes(fetchedBytes)
  if (state === 'done') return done
  return fetchBytes === null ? t('bytesUnknown', { done }) : t('bytes', { done, whole: formatBytes(fetchBytes) })
}

/** "12 tasks · *.csv": what was asked for together. */
export function groupWords(t: Words, count: number, globs: readonly string[]): string {
  const tasks = t('group.tasks', { count, formatted: formatCount(count) })
  return [tasks, globs.length > 0 ? printable(globs.join(', ')) : t('group.everything')].join(' · ')
}

/** "38 of 120 files", and what was there already or is missing. A raw zip has no files to count. */
export function entryWords(t: Words, transfer: Transfer): readonly string[] {
  if (transfer.kind === 'archive' || transfer.entriesTotal === null) return []
  const counted = (count: number) => ({ count, formatted: formatCount(count) })
  const { entriesDone, entriesTotal, entriesSkipped, entriesFailed } = transfer
  const done =
    transfer.state === 'done' && entriesFailed === 0
      ? t('entriesDone', counted(entriesDone))
      : t('entries', { done: formatCount(entriesDone), total: formatCount(entriesTotal) })
  return [
    done,
    ...(entriesSkipped > 0 ? [t('skipped', counted(entriesSkipped))] : []),
    ...(entriesFailed > 0 ? [t('missing', counted(entriesFailed))] : []),
  ]
}

/** What a raw zip that is there was held against. */
export function verifiedWords(t: Words, { verified }: Transfer): readonly string[] {
  return verified === null ? [] : [t(`verified.${verified}`)]
}

/** "about 4 min left". */
export function timeLeftWords(t: Words, { unit, value }: TimeLeft): string {
  return unit === 'few' ? t('left.few') : t(`left.${unit}`, { value })
}

/** Speed and time left of something that moves; nothing while neither is known. */
export function paceWords(t: Words, bytesPerSecond: number | null, timeLeft: TimeLeft | undefined): readonly string[] {
  return [
    ...(bytesPerSecond === null || bytesPerSecond === 0 ? [] : [formatSpeed(bytesPerSecond)]),
    ...(timeLeft ? [timeLeftWords(t, timeLeft)] : []),
  ]
}

/** "limited to 5 MB/s, this download only": how fast it may be, and what says so. */
export function limitWords(t: Words, limit: LimitInForce | null): readonly string[] {
  if (!limit) return []
  const speed = formatRoundSpeed(limit.bytesPerSecond)
  if (limit.why !== 'schedule') return [t(`limit.${limit.why}`, { speed })]
  return [t('limit.schedule', { speed, time: formatMinuteOfDay(limit.untilMinute) })]
}

/** "2 of 5 in the queue", where there is more than one. */
export function positionWords(t: Words, position: QueuePosition | null): readonly string[] {
  if (!position || position.total < 2) return []
  return [t('position', { number: formatCount(position.number), total: formatCount(position.total) })]
}

/** The one line of the closed drawer. */
export function summaryWords(t: Words, totals: TransferTotals, timeLeft: TimeLeft | undefined): readonly string[] {
  const counted = (count: number) => ({ count, formatted: formatCount(count) })
  return [
    totals.moving > 0 ? t('active', counted(totals.moving)) : t('idle'),
    ...(totals.moving > 0 ? paceWords(t, totals.bytesPerSecond, timeLeft) : []),
    ...(totals.paused > 0 ? [t('paused', counted(totals.paused))] : []),
    ...(totals.attention > 0 ? [t('attention', counted(totals.attention))] : []),
  ]
}
