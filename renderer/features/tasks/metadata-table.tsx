import { useTranslation } from 'react-i18next'
import type { Task } from '../../../app/contract/tasks.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import classes from './metadata-table.module.css'

/** The keys and values that were given to the task. */
export function MetadataTable({ metadata }: Pick<Task, 'metadata'>) {
  const { t } = useTranslation('tasks')
  const entries = Object.entries(metadata).toSorted(([one], [other]) => one.localeCompare(other))
  if (entries.length === 0) return <EmptyState message={t('detail.metadataEmpty')} />
  return (
    <table className={classes.table} aria-label={t('detail.metadata')}>
      <thead>
        <tr>
          <th scope="col">{t('detail.metadataKey')}</th>
          <th scope="col">{t('detail.metadataValue')}</th>
        </tr>
      </thead>
      <tbody>
        {entries.map(([key, value]) => (
          <tr key={key}>
            <th scope="row">{key}</th>
            <td>
              <div className={classes.value}>
                <span>{value}</span>
                <CopyButton text={value} what={t('detail.copyValue', { key })} />
              </div>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
