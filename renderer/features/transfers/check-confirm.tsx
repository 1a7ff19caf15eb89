import { Button, Group, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Check, FindingKind } from '../../../app/contract/checks.ts'
import { useBridge } from '../../bridge/bridge-context.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { formatBytesAndPrice } from '../../ui/format-bytes-and-price.ts'
import { formatBytes } from '../../ui/format-bytes.ts'
import { formatCount } from '../../ui/format-count.ts'
import { usePerform } from '../../ui/use-perform.ts'
import { countOf, fetchableKinds, fetchBytesOf, replacedKinds } from './findings-sum.ts'
import { usePrice, useTransferStore } from './transfers-context.tsx'

type CheckConfirmProps = {
  readonly check: Check
  readonly kinds: readonly FindingKind[]
  readonly onBack: () => void
  readonly onStarted: () => void
}

/** Asks before anything is replaced: says what is fetched, what is lost and what stays. */
export function CheckConfirm({ check, kinds, onBack, onStarted }: CheckConfirmProps) {
  const { t } = useTranslation('transfers')
  const { api } = useBridge()
  const store = useTransferStore()
  const { run, isBusy, problem } = usePerform()
  const price = usePrice()
  const replaced = countOf(check, replacedKinds(kinds))
  const sentences = check.kind === 'zip' ? zipSentences() : folderSentences()
  const fetch = () =>
    run(async () => {
      store.acceptStarted([await api.fetchFindings({ id: check.id, kinds: [...kinds] })])
      onStarted()
    })
  return (
    <Stack gap="sm">
      {sentences.map(sentence => (
        <Text key={sentence} size="sm" style={{ overflowWrap: 'anywhere' }}>
          {sentence}
        </Text>
      ))}
      {problem && <FailureNotice problem={problem} remedies={{ retry: fetch }} isBusy={isBusy} />}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" data-autofocus onClick={onBack}>
          {t('check.confirm.back')}
        </Button>
        <Button loading={isBusy} onClick={fetch}>
          {t(replaced > 0 ? 'check.confirm.replace' : 'check.confirm.fetch')}
        </Button>
      </Group>
    </Stack>
  )

  function takes(): string {
    const bytes = fetchBytesOf(check, kinds)
    return price === null ? formatBytes(bytes) : formatBytesAndPrice(bytes, price)
  }

  function zipSentences(): readonly string[] {
    return [t('check.confirm.takesZip', { takes: takes() }), t('check.confirm.replacesZip', { path: check.path })]
  }

  function folderSentences(): readonly string[] {
    const { path, findings } = check
    const count = countOf(check, fetchableKinds(kinds))
    return [
      t('check.confirm.takes', { count, formatted: formatCount(count), takes: takes() }),
      replaced > 0
        ? t('check.confirm.replaces', { count: replaced, formatted: formatCount(replaced), path })
        : t('check.confirm.replacesNothing', { path }),
      ...(kinds.includes('occupied') && findings.occupied > 0 ? [t('check.confirm.leavesFolders')] : []),
      ...(findings.extra > 0 ? [t('check.confirm.leavesExtra')] : []),
    ]
  }
}
