import { NumberInput } from '@mantine/core'
import { useState } from 'react'
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
  /** The field was left, or Enter pressed. */
  readonly onCommit?: () => void
  readonly isFocused?: boolean
}

/** A field for a speed in MB/s. Left empty it means no limit. */
export function SpeedInput(props: SpeedInputProps) {
  const { label, description, defaultValue, onChange, onCommit, isFocused = false } = props
  const { t } = useTranslation('ui')
  const [isImpossible, setImpossible] = useState(false)
  return (
    <NumberInput
      label={label}
      description={description}
      error={isImpossible && t('speed.impossible')}
      size="sm"
      placeholder={t('speed.none')}
      suffix={t('speed.suffix')}
      allowNegative={false}
      decimalScale={2}
      min={range.min}
      max={range.max}
      clampBehavior="none"
      step={1}
      data-autofocus={isFocused || undefined}
      defaultValue={defaultValue === null ? '' : defaultValue / megabyte}
      onChange={value => {
        const speed = speedOf(value)
        setImpossible(speed === undefined)
        onChange(speed)
      }}
      onBlur={onCommit}
      onKeyDown={event => {
        if (event.key === 'Enter') onCommit?.()
      }}
    />
  )
}

function speedOf(value: number | string): number | null | undefined {
  if (value === '') return null
  const isPossible = Number(value) >= range.min && Number(value) <= range.max
  return isPossible ? Math.round(Number(value) * megabyte) : undefined
}
