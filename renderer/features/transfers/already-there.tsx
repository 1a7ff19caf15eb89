import { CloseButton } from '@mantine/core'
import { IconInfoCircle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { formatCount } from '../../ui/format-count.ts'
import { useTransfers, useTransferStore } from './transfers-context.tsx'
import classes from './transfers.module.css'

/** Says that what was asked for is in the list already; its row is marked. Nothing while that is not so. */
export function AlreadyThere() {
  const { t } = useTranslation('transfers')
  const store = useTransferStore()
  const pointedAt = useTransfers(state => state.pointedAt)
  const title = useTransfers(({ byId }) => (pointedAt[0] === undefined ? undefined : byId[pointedAt[0]]?.title))
  const count = pointedAt.length
  return (
    <div role="status">
      {title !== undefined && (
        <p className={classes.alreadyThere}>
          <IconInfoCircle size={16} aria-hidden />
          <span>{t('alreadyThere', { title, count, formatted: formatCount(count) })}</span>
          <CloseButton size="sm" aria-label={t('alreadyThereClose')} onClick={store.stopPointing} />
        </p>
      )}
    </div>
  )
}
