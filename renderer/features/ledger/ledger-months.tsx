import { Table } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { LedgerMonth } from '../../../app/contract/ledger.ts'
import { formatBytes, formatExactBytes } from '../../ui/format-bytes.ts'
import { formatRoughMoney } from '../../ui/format-rough-money.ts'
import { formatMonth } from './format-month.ts'
import classes from './ledger.module.css'

/** One line for each month in which something was fetched, the newest first. */
export function LedgerMonths({ months }: { readonly months: readonly LedgerMonth[] }) {
  const { t } = useTranslation('ledger')
  return (
    <div className={classes.months} role="region" tabIndex={0} aria-label={t('monthsTable')}>
      <Table stickyHeader verticalSpacing={6} aria-label={t('monthsTable')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('month')}</Table.Th>
            {(['fetched', 'cost', 'avoided', 'saved'] as const).map(name => (
              <Table.Th key={name} scope="col" className={classes.number}>
                {t(name)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {months.map(({ month, fetchedBytes, fetchedUsd, avoidedBytes, avoidedUsd }) => (
            <Table.Tr key={month}>
              <Table.Th scope="row">{formatMonth(month)}</Table.Th>
              <Table.Td className={classes.number} title={formatExactBytes(fetchedBytes)}>
                {formatBytes(fetchedBytes)}
              </Table.Td>
              <Table.Td className={classes.number}>{formatRoughMoney(fetchedUsd)}</Table.Td>
              <Table.Td className={classes.number} title={formatExactBytes(avoidedBytes)}>
                {formatBytes(avoidedBytes)}
              </Table.Td>
              <Table.Td className={classes.number}>{formatRoughMoney(avoidedUsd)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  )
}
