import { useTranslation } from 'react-i18next'
import { formatBytes } from '../../ui/format-bytes.ts'
import { formatCount } from '../../ui/format-count.ts'
import { formatSeconds } from '../../ui/format-duration.ts'
import { Fact, FactGroup, FactList } from './facts.tsx'
import { tasksText } from './tasks-text.ts'

type KnownMetric = keyof typeof tasksText.metric

/** The service's measurements. Ones that this version does not know are shown under the service's own name. */
export function TaskMetrics({ metrics }: { readonly metrics: Readonly<Record<string, number>> }) {
  const { t } = useTranslation('tasks')
  const names = Object.keys(metrics)
  if (names.length === 0) return null
  const order = Object.keys(tasksText.metric)
  const rank = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length)
  const sorted = names.toSorted((one, other) => rank(one) - rank(other) || one.localeCompare(other))
  return (
    <FactGroup title={t('detail.section.metrics')}>
      <FactList>
        {sorted.map(name => (
          <Fact key={name} term={name in tasksText.metric ? t(`metric.${name as KnownMetric}`) : name}>
            {formatMetric(name, metrics[name] ?? 0)}
          </Fact>
        ))}
      </FactList>
    </FactGroup>
  )
}

/** The unit is the end of the service's name. */
function formatMetric(name: string, value: number): string {
  if (name.endsWith('_seconds')) return formatSeconds(value)
  if (name.endsWith('_bytes')) return formatBytes(value)
  return Number.isInteger(value) ? formatCount(value) : String(value)
}
