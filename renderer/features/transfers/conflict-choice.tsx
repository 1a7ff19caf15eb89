import { Radio, Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { conflictPolicySchema, type ConflictPolicy } from '../../../app/contract/transfers.ts'

type ConflictChoiceProps = {
  readonly conflicts: ConflictPolicy
  /** Files come out of an archive on this disk: nothing is downloaded. */
  readonly isLocal?: boolean
  readonly onChange: (conflicts: ConflictPolicy) => void
}

/** What happens to files of the same names, each way with its consequence. */
export function ConflictChoice({ conflicts, isLocal = false, onChange }: ConflictChoiceProps) {
  const { t } = useTranslation('transfers')
  return (
    <Radio.Group
      label={t('download.conflicts')}
      value={conflicts}
      onChange={value => onChange(conflictPolicySchema.parse(value))}
    >
      <Stack gap={6} mt={6}>
        {conflictPolicySchema.options.map(policy => (
          <Radio
            key={policy}
            size="xs"
            value={policy}
            label={t(`download.policy.${policy}`)}
            description={t(`download.${isLocal ? 'policyHelpLocal' : 'policyHelp'}.${policy}`)}
          />
        ))}
      </Stack>
    </Radio.Group>
  )
}
