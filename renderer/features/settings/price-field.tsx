import { NumberInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useDraft } from '../../ui/use-draft.ts'

/** Above all prices there are; US$ per GB. */
const highestPrice = 100

type PriceFieldProps = { readonly price: number; readonly onChange: (price: number) => void }

/** Kept when it is left. What is no possible price is said, never changed into one that the person did not type. */
export function PriceField({ price, onChange }: PriceFieldProps) {
  const { t } = useTranslation('settings')
  const { value, isEdited, type, leave } = useDraft<number | string>(price)
  const isPossible = value !== '' && Number(value) >= 0 && Number(value) <= highestPrice // an empty field is no price of 0
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
      value={value}
      onChange={type}
      onBlur={() => {
        if (isEdited && isPossible && Number(value) !== price) onChange(Number(value))
        leave()
      }}
    />
  )
}
