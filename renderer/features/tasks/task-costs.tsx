import { useTranslation } from 'react-i18next'
import type { TaskDetail } from '../../../app/contract/tasks.ts'
import { totalCostUsd } from '../../../app/domain/task/total-cost.ts'
import { formatMoney } from '../../ui/format-money.ts'
import { formatRoughMoney } from '../../ui/format-rough-money.ts'
import { Fact, FactGroup, FactList } from './facts.tsx'
import classes from './facts.module.css'

const bytesPerGigabyte = 1e9

type TaskCostsProps = {
  readonly detail: TaskDetail
  /** Null while the settings are not known. */
  readonly pricePerGigabyteUsd: number | null
}

/** What the task cost, in parts, and what fetching all of it would cost. */
export function TaskCosts({ detail, pricePerGigabyteUsd }: TaskCostsProps) {
  const { t } = useTranslation('tasks')
  const { task, orchestrationFee } = detail
  const total = totalCostUsd(detail)
  const unknown = task.isTerminated ? t('cell.notKnown') : t('detail.runningCost')
  const fee = orchestrationFee && formatMoney(orchestrationFee.amountUsd)
  const bytes = task.outputZippedBytes
  return (
    <FactGroup title={t('detail.section.costs')}>
      <FactList>
        <Fact term={t('detail.computationCost')}>
          {task.computationCostUsd === null ? unknown : formatMoney(task.computationCostUsd)}
        </Fact>
        <Fact term={t('detail.fee')}>
          {fee !== null && (orchestrationFee?.isCharged === true ? fee : t('detail.feeNotCharged', { amount: fee }))}
        </Fact>
        <Fact term={t('detail.totalCost')}>{total === null ? null : formatMoney(total)}</Fact>
        <Fact term={t('detail.downloadCost')}>
          {bytes === null || pricePerGigabyteUsd === null
            ? null
            : formatRoughMoney((bytes / bytesPerGigabyte) * pricePerGigabyteUsd)}
        </Fact>
      </FactList>
      <p className={classes.note}>{t('detail.estimate')}</p>
    </FactGroup>
  )
}
