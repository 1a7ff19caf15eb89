import { Button, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import {
  describeTemplateProblem,
  judgeTemplate,
  longestTemplate,
  templatePlaceholders,
} from '../../../app/domain/transfer/folder-template.ts'
import classes from './download-dialog.module.css'

type TemplateFieldProps = {
  readonly template: string
  readonly usual: string
  readonly onChange: (template: string) => void
}

/** How the folder of each task is called. */
export function TemplateField({ template, usual, onChange }: TemplateFieldProps) {
  const { t } = useTranslation('manyTasks')
  const problem = judgeTemplate(template)
  const placeholders = templatePlaceholders.map(name => `{${name}}`).join(' ')
  return (
    <div className={classes.destination}>
      <TextInput
        size="xs"
        className={classes.path}
        label={t('template.label')}
        description={t('template.help', { placeholders })}
        value={template}
        error={problem && describeTemplateProblem(problem)}
        maxLength={longestTemplate}
        spellCheck={false}
        autoComplete="off"
        onChange={event => onChange(event.currentTarget.value)}
      />
      {template !== usual && (
        <Button variant="subtle" onClick={() => onChange(usual)}>
          {t('template.usual')}
        </Button>
      )}
    </div>
  )
}
