import { useTranslation } from 'react-i18next'
import type { Task } from '../../../app/contract/tasks.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { formatBytes } from '../../ui/format-bytes.ts'
import { formatCount } from '../../ui/format-count.ts'
import { problemOf } from '../../ui/problem.ts'
import classes from './log-ends.module.css'
import type { LogEnd, LogName } from './read-log-end.ts'
import { useLogEnd } from './use-log-end.ts'

type LogEndTextProps = { readonly task: Pick<Task, 'id' | 'isTerminated'>; readonly name: LogName }

/** The last lines of one log. Drawing it opens the archive and reads that one file. */
export function LogEndText({ task, name }: LogEndTextProps) {
  const { t } = useTranslation('outputs')
  const { shown, retry } = useLogEnd(task, name)
  switch (shown.state) {
    case 'reading':
      return <p className={classes.note}>{t('log.reading', { name })}</p>
    case 'none':
      return <p className={classes.note}>{shown.reason}</p>
    case 'failed':
      return <FailureNotice problem={problemOf(shown.problem, t('log.failed', { name }))} remedies={{ retry }} />
    case 'absent':
    case 'empty':
      return <p className={classes.note}>{t(`log.${shown.state}`, { name })}</p>
    case 'too-long':
      return <p className={classes.note}>{t('log.tooLong', { name, size: formatBytes(shown.sizeBytes) })}</p>
    case 'read':
      return <Lines end={shown} name={name} />
  }
}

function Lines({ end, name }: { readonly end: Extract<LogEnd, { state: 'read' }>; readonly name: LogName }) {
  const { t } = useTranslation('outputs')
  const extent = end.shownLines < end.totalLines ? 'part' : 'whole'
  return (
    <>
      <pre ref={showEnd} tabIndex={0} aria-label={t('log.lines', { name })}>
        {end.text}
      </pre>
      <p className={classes.note}>
        {t(`log.${extent}`, { shown: formatCount(end.shownLines), total: formatCount(end.totalLines) })}
        {` · ${t('preview.fetched', { fetched: formatBytes(end.bytesFetched) })}`}
        <CopyButton text={end.text} what={t('preview.copy')} />
      </p>
    </>
  )
}

/** What ended it stands last. */
function showEnd(lines: HTMLPreElement | null): void {
  if (lines) lines.scrollTop = lines.scrollHeight
}
