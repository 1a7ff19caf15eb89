import { Anchor } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { formatMoney } from '../../ui/format-money.ts'
import classes from './ledger.module.css'

type LedgerPriceProps = { readonly pricePerGigabyteUsd: number | null; readonly onChangePrice: () => void }

/** The price that bytes are counted at from now on, and the way to change it. */
export function LedgerPrice({ pricePerGigabyteUsd, onChangePrice }: LedgerPriceProps) {
  const { t } = useTranslation('ledger')
  if (pricePerGigabyteUsd === null) return null
  return (
    <p className={classes.price}>
      {t('price', { price: formatMoney(pricePerGigabyteUsd) })}{' '}
      <Anchor component="button" type="button" size="sm" underline="always" onClick={onChangePrice}>
        {t('changePrice')}
      </Anchor>
    </p>
  )
}
