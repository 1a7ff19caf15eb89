import { useTranslation } from 'react-i18next'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { formatBytes } from '../../ui/format-bytes.ts'
import { problemOf, type Problem } from '../../ui/problem.ts'
import classes from './download-dialog.module.css'
import type { DownloadWish } from './download-request.ts'
import { sumForecasts, type ForecastResult } from './forecasts.ts'
import type { useForecasts } from './use-forecasts.ts'

/** Beyond this many, the first tell enough. */
const mostShown = 5

type ForecastProblemsProps = { readonly wish: DownloadWish; readonly forecasts: ReturnType<typeof useForecasts> }

/** Why something cannot start as it is. The task is named where there are several. */
export function ForecastProblems({ wish, forecasts }: ForecastProblemsProps) {
  const { t } = useTranslation('transfers')
  const { t: tUi } = useTranslation('ui')
  if (!forecasts.isComplete) return null
  const { isShort, writeBytes, freeBytes } = sumForecasts(forecasts.results)
  const problems = forecasts.results.flatMap(result => {
    const problem = problemIn(result, tUi('unexpected'))
    return problem ? [{ id: result.request.taskId, problem: named(result, problem) }] : []
  })
  if (problems.length === 0 && !isShort) return null
  const short = t('download.short', { needed: formatBytes(writeBytes), free: formatBytes(freeBytes ?? 0) })
  return (
    <div className={classes.problems}>
      {isShort && <FailureNotice problem={{ message: short, remedy: 'none', details: null }} />}
      {problems.slice(0, mostShown).map(({ id, problem }) => (
        <FailureNotice key={id} problem={problem} remedies={{ retry: forecasts.retry }} />
      ))}
    </div>
  )

  function named(result: ForecastResult, problem: Problem): Problem {
    if (wish.tasks.length === 1) return problem
    const title = wish.tasks.find(({ id }) => id === result.request.taskId)?.title ?? ''
    return { ...problem, message: t('download.problemOf', { title, message: problem.message }) }
  }
}

function problemIn(result: ForecastResult, unexpected: string): Problem | null {
  return 'thrown' in result ? problemOf(result.thrown, unexpected) : result.forecast.problem
}
