import { Button, Loader } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { formatBytes, formatExactBytes } from '../../ui/format-bytes.ts'
import { formatCount } from '../../ui/format-count.ts'
import { formatRoughMoney } from '../../ui/format-rough-money.ts'
import classes from './many-tasks.module.css'
import { sumPreviews, type PreviewState, type TaskPreviews } from './task-previews.ts'

type ManyTasksFactsProps = {
  readonly previews: TaskPreviews
  readonly state: PreviewState
  readonly total: number // tasks asked about
  readonly freeBytes: number | null | undefined // undefined until that is known
  readonly pricePerGigabyteUsd: number
}

/** What all tasks take together, as far as they have been looked into. */
export function ManyTasksFacts({ previews, state, total, freeBytes, pricePerGigabyteUsd }: ManyTasksFactsProps) {
  const { t } = useTranslation('manyTasks')
  const sum = sumPreviews(state.results)
  const free = freeBytes === null ? t('facts.freeUnknown') : freeBytes === undefined ? '…' : formatBytes(freeBytes)
  const facts = [
    { name: t('facts.tasks'), value: formatCount(sum.tasks) },
    { name: t('facts.files'), value: formatCount(sum.fileCount) },
    { name: t('facts.fetch'), value: formatBytes(sum.fetchBytes), title: t('facts.fetchHelp') },
    { name: t('facts.disk'), value: formatBytes(sum.writeBytes), title: formatExactBytes(sum.writeBytes) },
    { name: t('facts.free'), value: free },
    { name: t('facts.price'), value: formatRoughMoney((sum.fetchBytes / 1e9) * pricePerGigabyteUsd) },
  ]
  return (
    <div>
      <dl className={classes.facts} aria-busy={state.isLooking}>
        {facts.map(({ name, value, title }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd title={title}>{value}</dd>
          </div>
        ))}
      </dl>
      <div className={classes.status}>
        <Progress previews={previews} state={state} total={total} />
      </div>
    </div>
  )
}

function Progress({ previews, state, total }: Pick<ManyTasksFactsProps, 'previews' | 'state' | 'total'>) {
  const { t } = useTranslation('manyTasks')
  const { results, isLooking } = state
  const progress = { done: formatCount(results.size), total: formatCount(total) }
  if (isLooking) {
    return (
      <>
        <Loader size={12} aria-hidden />
        <span>{t('looking', progress)}</span>
        <Button size="compact-xs" variant="default" onClick={() => previews.stop()}>
          {t('stop')}
        </Button>
      </>
    )
  }
  if (results.size < total) {
    return (
      <>
        <span role="status">{t('stopped', progress)}</span>
        <Button size="compact-xs" variant="default" onClick={() => previews.goOn()}>
          {t('goOn')}
        </Button>
      </>
    )
  }
  const { withoutFiles, failed } = sumPreviews(results)
  return (
    <>
      <span role="status">
        {withoutFiles + failed === 0 && t('lookedAt')}
        {withoutFiles > 0 && `${t('leftOut', { count: withoutFiles, formatted: formatCount(withoutFiles) })} `}
        {failed > 0 && t('failed', { count: failed, formatted: formatCount(failed) })}
      </span>
      {failed > 0 && (
        <Button size="compact-xs" variant="default" onClick={() => previews.goOn()}>
          {t('again')}
        </Button>
      )}
    </>
  )
}
