import { Button } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import classes from './failure-notice.module.css'
import type { Problem, ProblemRemedy } from './problem.ts'

type FailureNoticeProps = {
  readonly problem: Problem
  /** What each next step does here. A remedy without an entry shows no button. */
  readonly remedies?: Partial<Readonly<Record<ProblemRemedy, () => void>>>
  readonly isBusy?: boolean
}

/** Says what went wrong, offers the next step, and keeps the technical text folded. Announced when it appears. */
export function FailureNotice({ problem, remedies = {}, isBusy = false }: FailureNoticeProps) {
  const { t } = useTranslation('ui')
  const act = remedies[problem.remedy]
  return (
    <div role="alert" className={classes.root}>
      <IconAlertTriangle size={18} className={classes.icon} aria-hidden />
      <div className={classes.body}>
        <p className={classes.message}>{problem.message}</p>
        {problem.details !== null && problem.details !== '' && (
          <details className={classes.details}>
            <summary>{t('details')}</summary>
            <pre>{problem.details}</pre>
          </details>
        )}
      </div>
      {act && (
        <Button size="xs" variant="default" onClick={act} loading={isBusy}>
          {t(`remedy.${problem.remedy}`)}
        </Button>
      )}
    </div>
  )
}
