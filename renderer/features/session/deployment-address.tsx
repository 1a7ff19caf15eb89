import { Button, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { defaultBaseUrl } from '../../../app/contract/session.ts'
import classes from './sign-in-screen.module.css'

type DeploymentAddressProps = {
  readonly baseUrl: string
  readonly isDisabled: boolean
  readonly onChange: (baseUrl: string) => void
}

/** The address of the service, folded away: only private deployments need it. */
export function DeploymentAddress({ baseUrl, isDisabled, onChange }: DeploymentAddressProps) {
  const { t } = useTranslation('session')
  return (
    <details className={classes.deployment} open={baseUrl !== defaultBaseUrl ? true : undefined}>
      <summary>{t('deployment.title')}</summary>
      <div className={classes.address}>
        <TextInput
          label={t('deployment.label')}
          description={t('deployment.explanation')}
          inputMode="url"
          spellCheck={false}
          value={baseUrl}
          disabled={isDisabled}
          onChange={event => onChange(event.currentTarget.value)}
        />
        {baseUrl !== defaultBaseUrl && (
          <Button variant="default" disabled={isDisabled} onClick={() => onChange(defaultBaseUrl)}>
            {t('deployment.reset')}
          </Button>
        )}
      </div>
    </details>
  )
}
