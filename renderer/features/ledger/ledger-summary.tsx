import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { Ledger, LedgerSums } from '../../../app/contract/ledger.ts'
import { formatBytes, formatExactBytes } from '../../ui/format-bytes.ts'
import { formatRoughMoney } from '../../ui/format-rough-money.ts'
import { formatMonth } from './format-month.ts'
import classes from './ledger.module.css'

/** This month and all times, side by side. */
export function LedgerSummary({ ledger }: { readonly ledger: Ledger }) {
  const { t } = useTranslation('ledger')
  const { thisMonth, ever } = ledger
  return (
    <div className={classes.summary}>
      <Sums title={t('thisMonth')} note={formatMonth(thisMonth.month)} sums={thisMonth} />
      <Sums title={t('ever')} sums={ever} />
    </div>
  )
}

type SumsProps = { readonly title: string; readonly note?: string; readonly sums: LedgerSums }

function Sums({ title, note, sums }: SumsProps) {
  const { t } = useTranslation('ledger')
  const titleId = useId()
  return (
    <section aria-labelledby={titleId} className={classes.sums}>
      <h3 id={titleId}>
        {title}
        {note !== undefined && <span className={classes.note}> · {note}</span>}
      </h3>
      <dl>
        <Amount name={t('fetched')} bytes={sums.fetchedBytes} usd={sums.fetchedUsd} />
        <Amount name={t('avoided')} bytes={sums.avoidedBytes} usd={sums.avoidedUsd} isGood />
      </dl>
    </section>
  )
}

type AmountProps = {
  readonly name: string
  readonly bytes: number
  readonly usd: number
  readonly isGood?: boolean
}

function Amount({ name, bytes, usd, isGood = false }: AmountProps) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className={classes.bytes} title={formatExactBytes(bytes)} data-good={isGood && bytes > 0}>
        {formatBytes(bytes)}
      </dd>
      <dd className={classes.money}>{formatRoughMoney(usd)}</dd>
    </div>
  )
}
