import { NumberInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

/** Above all prices there are; US$ per GB. */
const highestPrice = 100

type PriceFieldProps = { readonly price: number; readonly onChange: (price: number) => void }

/** Kept when it is left. What is no possible price is said, never changed into one that the person did not type. */
export function PriceField({ price, onChange }: PriceFieldProps) {
  const { t } = useTranslation('settings')
  const [typed, setTyped] = useState<number | string>(price)
  const isPossible = typed !== '' && Number(typed) >= 0 && Number(typed) <= highestPrice // an empty field is no price of 0
  return (
    <NumberInput
      label={t('price.label')}
      description={t('price.explanation')}
      error={!isPossible && t('price.impossible', { highest: highestPrice })}
      size="sm"
      min={0}
      max={highestPrice}
      clampBehavior="none"
      allowNegative={false}
      step={0.01}
      decimalScale={4}
      value={typed}
      onChange={setTyped}
      onBlur={() => {
        if (isPossible && Number(typed) !== price) onChange(Number(typed))
      }}
    />
  )
}
