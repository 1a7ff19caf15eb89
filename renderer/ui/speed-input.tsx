import { NumberInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useDraft } from './use-draft.ts'

const megabyte = 1_000_000
/** Slowest and fastest speed that can be set, in MB/s. */
const range = { min: 0.01, max: 100_000 }

type SpeedInputProps = {
  readonly label: string
  readonly description?: string
  /** What is kept, in bytes per second; null: no limit, an empty field. Shown while nothing else is typed. */
  readonly kept: number | null
  /** Told while typing; undefined while what stands there is no possible speed. */
  readonly onChange: (bytesPerSecond: number | null | undefined) => void
  /** The field was left, or Enter pressed. */
  readonly onCommit?: () => void
  readonly isFocused?: boolean
}

/** A field for a speed in MB/s. Left empty it means no limit. */
export function SpeedInput(props: SpeedInputProps) {
  const { label, description, kept, onChange, onCommit, isFocused = false } = props
  const { t } = useTranslation('ui')
  const { value, type, leave } = useDraft<number | string>(kept === null ? '' : kept / megabyte)
  return (
    <NumberInput
      label={label}
      description={description}
      error={speedOf(value) === undefined && t('speed.impossible')}
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
      value={value}
      onChange={typed => {
        type(typed)
        onChange(speedOf(typed))
      }}
      onBlur={() => {
        onCommit?.()
        leave()
      }}
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
