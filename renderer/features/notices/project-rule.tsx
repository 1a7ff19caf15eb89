import { Radio, Stack, TagsInput, Text } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useBridge } from '../../bridge/bridge-context.tsx'

const everyTask = { groups: [], codes: [], project: null, text: '' }

type ProjectRuleProps = {
  /** Null: all. */
  readonly projects: readonly string[] | null
  readonly onChange: (projects: string[] | null) => void
}

/** All projects or chosen ones, also such as have no task yet. */
export function ProjectRule({ projects, onChange }: ProjectRuleProps) {
  const { t } = useTranslation('notices')
  const known = useProjectNames()
  return (
    <div>
      <Radio.Group
        label={t('rules.projects')}
        value={projects === null ? 'all' : 'chosen'}
        onChange={value => onChange(value === 'all' ? null : [])}
      >
        <Stack gap={6} mt={6}>
          <Radio value="all" label={t('rules.allProjects')} />
          <Radio value="chosen" label={t('rules.chosenProjects')} />
        </Stack>
      </Radio.Group>
      {projects !== null && (
        <TagsInput
          mt={6}
          aria-label={t('rules.chooseProjects')}
          placeholder={t('rules.chooseProjectsHint')}
          data={known}
          value={[...projects]}
          onChange={onChange}
          splitChars={[]}
          comboboxProps={{ withinPortal: false }}
        />
      )}
      {projects?.length === 0 && (
        <Text size="xs" c="dimmed" role="status">
          {t('rules.noProject')}
        </Text>
      )}
    </div>
  )
}

/** Names to choose from; without them they can still be typed. */
function useProjectNames(): string[] {
  const { api } = useBridge()
  const [names, setNames] = useState<string[]>([])
  useEffect(() => {
    let isCurrent = true
    api.countTasks({ query: everyTask }).then(
      ({ projects }) => isCurrent && setNames(projects.map(({ name }) => name)),
      () => isCurrent && setNames([]),
    )
    return () => {
      isCurrent = false
    }
  }, [api])
  return names
}
