import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  describeTemplateProblem,
  folderOfTask,
  judgeTaskTemplate,
  longestTemplate,
  templatePlaceholders,
  usualTaskTemplate,
  type TemplateTask,
} from '../../../app/domain/transfer/folder-template.ts'
import { taskIdSchema } from '../../../app/contract/tasks.ts'
import classes from './download-folder.module.css'

const example: TemplateTask = {
  id: taskIdSchema.parse('fz4cq3zdmnpf0a7cej1jyfp4b'),
  project: 'cavity-sweep',
  simulator: 'openfoam-foundation',
  status: 'success',
  createdAtMs: Date.UTC(2026, 0, 31),
}

type DestinationTemplateProps = { readonly template: string; readonly onChange: (template: string) => void }

/** Which folder a task gets below the download folder. Kept when it is left, and only where it is possible. */
export function DestinationTemplate({ template, onChange }: DestinationTemplateProps) {
  const { t } = useTranslation('settings')
  const [typed, setTyped] = useState(template)
  const problem = judgeTaskTemplate(typed)
  const keep = (wanted: string) => {
    setTyped(wanted)
    if (judgeTaskTemplate(wanted) === null && wanted !== template) onChange(wanted)
  }
  return (
    <div className={classes.row}>
      <TextInput
        className={classes.path}
        label={t('template.label')}
        description={
          problem
            ? t('template.placeholders', { list: templatePlaceholders.map(name => `{${name}}`).join(' ') })
            : t('template.example', { folder: folderOfTask(typed, 'output', example) })
        }
        value={typed}
        error={problem && describeTemplateProblem(problem)}
        maxLength={longestTemplate}
        spellCheck={false}
        autoComplete="off"
        onChange={event => setTyped(event.currentTarget.value)}
        onBlur={() => keep(typed)}
        onKeyDown={event => {
          if (event.key === 'Enter') keep(typed)
        }}
      />
      {typed !== usualTaskTemplate && (
        <Button size="sm" variant="default" onClick={() => keep(usualTaskTemplate)}>
          {t('template.usual')}
        </Button>
      )}
    </div>
  )
}
