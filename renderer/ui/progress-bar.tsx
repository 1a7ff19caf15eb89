import { useTranslation } from 'react-i18next'
import classes from './progress-bar.module.css'
import type { Tone } from './status-badge.tsx'

type ProgressBarProps = {
  /** 0 … 1, or null while the whole is not known. */
  readonly fraction: number | null
  /** What progresses: "Progress of results.zip". */
  readonly label: string
  readonly tone?: Tone
}

/** How far something is. Without a known whole it says only that it goes on. */
export function ProgressBar({ fraction, label, tone = 'progress' }: ProgressBarProps) {
  const { t } = useTranslation('ui')
  const percent = fraction === null ? null : Math.round(Math.min(1, Math.max(0, fraction)) * 1000) / 10
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent ?? undefined}
      aria-valuetext={percent === null ? t('progressUnknown') : `${Math.floor(percent)} %`}
      className={classes.track}
      data-tone={tone}
      data-unknown={percent === null}
    >
      <div className={classes.fill} style={percent === null ? undefined : { width: `${percent}%` }} />
    </div>
  )
}
