import { useTranslation } from 'react-i18next'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { problemOf } from '../../ui/problem.ts'
import type { Forecast } from './use-forecast.ts'

/** Why a transfer cannot start as it is. */
export function ForecastProblems({ answer }: { readonly answer: Forecast }) {
  const { t } = useTranslation('ui')
  if (!answer.isComplete) return null
  const problem = answer.thrown === null ? answer.forecast?.problem : problemOf(answer.thrown, t('unexpected'))
  return problem ? <FailureNotice problem={problem} remedies={{ retry: answer.retry }} /> : null
}
