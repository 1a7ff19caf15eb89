import { NumberInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'

const megabyte = 1_000_000
/** Slowest and fastest speed that can be set, in MB/s. */
const range = { min: 0.01, max: 100_000 }

type SpeedInputProps = {
  readonly label: string
  readonly description?: string
  /** Bytes per second; null: no limit, an empty field. */
  readonly defaultValue: number | null
  /** Told while typing; undefined while what stands there is no possible speed. */
  readonly onChange: (bytesPerSecond: number | null | undefined) => void
  readonly onCommit?: () => void
  readonly isFocused?: boolean
}

/** A field for a speed in MB/s. Left empty it means no limit. */
export function SpeedInput(props: SpeedInputProps) {
  const { label, description, defaultValue, onChange, onCommit, isFocused = false } = props
  const { t } = useTranslation('ui')
  return (
    <NumberInput
      label={label}
      description={description}
      size="sm"
      placeholder={t('speed.none')}
      suffix={t('speed.suffix')}
      allowNegative={false}
      decimalScale={2}
      min={range.min}
      max={range.max}
      clampBehavior="blur"
      step={1}
      data-autofocus={isFocused || undefined}
      defaultValue={defaultValue === null ? '' : defaultValue / megabyte}
      onChange={value => onChange(speedOf(value))}
      onBlur={onCommit}
      onKeyDown={event => {
        if (event.key === 'Enter') onCommit?.()
      }}
    />
  )
}

function speedOf(value: number | string): number | null | undefined {
  if (value === '') return null
  const bytesPerSecond = Math.round(Number(value) * megabyte)
  return Number(value) >= range.min && Number(value) <= range.max ? bytesPerSecond : undefined
}
