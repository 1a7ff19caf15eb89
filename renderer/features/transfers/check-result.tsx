import { Button, Chip, Group, Stack } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { findingKindSchema, type Check, type FindingKind } from '../../../app/contract/checks.ts'
import { formatCount } from '../../ui/format-count.ts'
import classes from './check.module.css'
import { countOf, fetchableKinds, presentKinds } from './findings-sum.ts'
import { FindingsTable } from './findings-table.tsx'

type CheckResultProps = {
  readonly check: Check
  readonly onAgain: () => void
  /** Asks to fetch what is wrong in these ways. */
  readonly onFetch: (kinds: readonly FindingKind[]) => void
  readonly onClose: () => void
}

/** What a comparison found: in a sentence, and file by file. */
export function CheckResult({ check, onAgain, onFetch, onClose }: CheckResultProps) {
  const { t } = useTranslation('transfers')
  const present = presentKinds(check)
  const [chosen, setChosen] = useState<FindingKind | 'all'>('all')
  const shown = chosen === 'all' ? present : [chosen]
  const fetchable = fetchableKinds(shown)
  const count = countOf(check, fetchable)
  return (
    <Stack gap="sm">
      <CheckSummary check={check} />
      {present.length > 1 && (
        <KindFilter
          check={check}
          chosen={chosen}
          onChange={value => setChosen(value === 'all' ? value : findingKindSchema.parse(value))}
        />
      )}
      {present.length > 0 && <FindingsTable key={shown.join()} check={check} kinds={shown} />}
      <Group justify="flex-end" gap="xs">
        <Button variant="subtle" onClick={onAgain}>
          {t('check.again')}
        </Button>
        <Button variant="default" data-autofocus onClick={onClose}>
          {t('check.close')}
        </Button>
        {count > 0 && (
          <Button onClick={() => onFetch(shown)}>
            {check.kind === 'zip'
              ? t('check.fetch.zip')
              : t('check.fetch.files', { count, formatted: formatCount(count) })}
          </Button>
        )}
      </Group>
    </Stack>
  )
}

function CheckSummary({ check }: { readonly check: Check }) {
  const { t } = useTranslation('transfers')
  const { kind, same, refused, findings, path } = check
  const wrong = countOf(check, fetchableKinds(findingKindSchema.options))
  const total = same + wrong
  const counted = (count: number) => ({ count, formatted: formatCount(count) })
  const rest = [
    ...(refused > 0 ? [t('check.refused', counted(refused))] : []),
    ...(findings.extra > 0 ? [t('check.extra', counted(findings.extra))] : []),
    t('check.notFetched'),
  ]
  return (
    <div role="status">
      <p className={classes.verdict} data-good={wrong === 0}>
        {wrong === 0 ? <IconCircleCheck size={18} aria-hidden /> : <IconAlertTriangle size={18} aria-hidden />}
        {verdict()}
      </p>
      <p className={classes.path}>{t('check.where', { path })}</p>
      <p className={classes.facts}>{rest.join(' ')}</p>
    </div>
  )

  function verdict(): string {
    if (total === 0) return t('check.nothingToCompare')
    if (wrong > 0) return t(`check.bad.${kind}`, { same: formatCount(same), total: formatCount(total) })
    return t(`check.good.${kind}`, counted(total))
  }
}

type KindFilterProps = {
  readonly check: Check
  readonly chosen: FindingKind | 'all'
  readonly onChange: (value: string) => void
}

function KindFilter({ check, chosen, onChange }: KindFilterProps) {
  const { t } = useTranslation('transfers')
  const present = presentKinds(check)
  return (
    <div role="radiogroup" aria-label={t('check.show')}>
      <Chip.Group value={chosen} onChange={onChange}>
        <Group gap={6}>
          <Chip size="xs" value="all">
            {t('check.all', { formatted: formatCount(countOf(check, present)) })}
          </Chip>
          {present.map(kind => (
            <Chip key={kind} size="xs" value={kind}>
              {t('check.ofKind', { kind: t(`check.kind.${kind}`), formatted: formatCount(check.findings[kind]) })}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
    </div>
  )
}
