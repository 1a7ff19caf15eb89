import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { TaskDetail } from '../../../app/contract/tasks.ts'
import { explainStatus } from '../../../app/domain/task/explain-status.ts'
import classes from './status-explanation.module.css'

type StatusExplanationProps = { readonly detail: TaskDetail; readonly onShowFiles: () => void }

/** What the status means, what to do next, and what the service said about it. */
export function StatusExplanation({ detail, onShowFiles }: StatusExplanationProps) {
  const { t } = useTranslation('tasks')
  const { task, errorDetail } = detail
  const { summary, nextStep } = explainStatus(task.status)
  const isFailure = task.group === 'failed'
  return (
    <section className={classes.root} data-failed={isFailure}>
      <p>{summary}</p>
      {nextStep !== null && (
        <p>
          <strong>{t('detail.nextStep')}:</strong> {nextStep}
        </p>
      )}
      {task.kill === 'unconfirmed' && !task.isTerminated && <p>{t('detail.killUnconfirmed')}</p>}
      {errorDetail !== null && errorDetail !== '' && (
        <div>
          {/* A successful task may carry a detail as well: it is a note then, and never contradicts the status. */}
          <h3>{isFailure ? t('detail.error') : t('detail.note')}</h3>
          <pre tabIndex={0}>{errorDetail}</pre>
        </div>
      )}
      {isFailure && (task.outputFiles ?? 0) > 0 && (
        <Button variant="default" onClick={onShowFiles}>
          {t('detail.lookAtFiles')}
        </Button>
      )}
    </section>
  )
}
