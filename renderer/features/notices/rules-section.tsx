import { Button, Checkbox, Group, MultiSelect, NumberInput, Radio, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { NoticeRules } from '../../../app/contract/notices.ts'
import { statusCodes, type StatusCode } from '../../../app/contract/tasks.ts'
import { isEndedCode } from '../../../app/domain/task/status.ts'
import { useBridge } from '../../bridge/bridge-context.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { useDraft } from '../../ui/use-draft.ts'
import { usePerform } from '../../ui/use-perform.ts'
import { useNotices } from './notices-context.tsx'
import { ProjectRule } from './project-rule.tsx'
import { QuietHours } from './quiet-hours.tsx'

const ends = ['finished', 'failed'] as const
const longestMinimum = 10_080 // a week
const failedCodes = statusCodes.filter(code => isEndedCode(code) && code !== 'success')

type RulesSectionProps = {
  readonly rules: NoticeRules
  readonly hostName: string
  /** The words for a status code, as lists of tasks have them. */
  readonly wordOf: (code: StatusCode) => string
  readonly onChange: (rules: NoticeRules) => void
}

/** Which ends are told, and when. Each change holds at once. */
export function RulesSection({ rules, hostName, wordOf, onChange }: RulesSectionProps) {
  const { t } = useTranslation('notices')
  const change = (part: Partial<NoticeRules>) => onChange({ ...rules, ...part })
  return (
    <Stack gap="lg">
      <ShownBy />
      <Checkbox.Group
        label={t('rules.ends')}
        description={t('rules.failedExplanation')}
        value={[...rules.ends]}
        onChange={chosen => change({ ends: ends.filter(end => chosen.includes(end)) })}
      >
        <Stack gap={6} mt={6}>
          {ends.map(end => (
            <Checkbox key={end} value={end} label={t(`rules.${end}`)} />
          ))}
        </Stack>
      </Checkbox.Group>
      {rules.ends.includes('failed') && (
        <MultiSelect
          label={t('rules.except')}
          placeholder={rules.exceptCodes.length === 0 ? t('rules.exceptNone') : ''}
          data={failedCodes.map(code => ({ value: code, label: wordOf(code) }))}
          value={[...rules.exceptCodes]}
          onChange={chosen => change({ exceptCodes: failedCodes.filter(code => chosen.includes(code)) })}
          comboboxProps={{ withinPortal: false }}
          clearable
        />
      )}
      <ProjectRule projects={rules.projects} onChange={projects => change({ projects })} />
      <MinimumField minutes={rules.minimumMinutes} onChange={minimumMinutes => change({ minimumMinutes })} />
      <Radio.Group
        label={t('rules.transfers')}
        value={rules.transfers}
        onChange={transfers => change({ transfers: transfers })}
      >
        <Stack gap={6} mt={6}>
          <Radio value="all" label={t('rules.transfersAll')} />
          <Radio value="failed" label={t('rules.transfersFailed')} />
          <Radio value="none" label={t('rules.transfersNone')} />
        </Stack>
      </Radio.Group>
      <QuietHours hours={rules.quietHours} hostName={hostName} onChange={quietHours => change({ quietHours })} />
      <TestNotice />
    </Stack>
  )
}

/** Where notices come up here: said once, where they are set. */
function ShownBy() {
  const { t } = useTranslation('notices')
  const { state } = useNotices()
  if (!state) return null
  return <Text size="sm">{state.problem ?? t(state.shownBy === 'system' ? 'rules.bySystem' : 'rules.byWindow')}</Text>
}

type MinimumFieldProps = { readonly minutes: number; readonly onChange: (minutes: number) => void }

/** Kept when it is left. What is no possible number is said, never changed into one that nobody typed. */
function MinimumField({ minutes, onChange }: MinimumFieldProps) {
  const { t } = useTranslation('notices')
  const { value, isEdited, type, leave } = useDraft<number | string>(minutes)
  const isPossible =
    value !== '' && Number.isInteger(Number(value)) && Number(value) >= 0 && Number(value) <= longestMinimum
  return (
    <NumberInput
      label={t('rules.minimum')}
      description={t('rules.minimumExplanation')}
      error={!isPossible && t('rules.minimumImpossible', { highest: longestMinimum })}
      min={0}
      max={longestMinimum}
      clampBehavior="none"
      value={value}
      onChange={type}
      onBlur={() => {
        if (isEdited && isPossible && Number(value) !== minutes) onChange(Number(value))
        leave()
      }}
    />
  )
}

function TestNotice() {
  const { t } = useTranslation('notices')
  const { api } = useBridge()
  const { run, problem, isBusy } = usePerform()
  const [shownBy, setShownBy] = useState<'system' | 'window' | null>(null)
  const test = () => run(async () => setShownBy((await api.showTestNotice({})).shownBy))
  return (
    <div>
      <Group gap="sm">
        <Button variant="default" loading={isBusy} onClick={test}>
          {t('rules.test')}
        </Button>
        <Text size="sm" role="status">
          {shownBy !== null && t(shownBy === 'system' ? 'rules.testSystem' : 'rules.testWindow')}
        </Text>
      </Group>
      {problem && <FailureNotice problem={problem} />}
    </div>
  )
}
