import { Button, PasswordInput } from '@mantine/core'
import { IconKey } from '@tabler/icons-react'
import { useRef, useState, type SubmitEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useBridge } from '../../bridge/bridge-context.tsx'
import { CancelSignIn } from './cancel-sign-in.tsx'
import type { SigningIn } from './use-sign-in.ts'
import { WayCard } from './way-card.tsx'

/** Signing in with a pasted key. The key leaves the field with the call that checks it, and nothing else keeps it. */
export function KeyForm({ signingIn, baseUrl }: { readonly signingIn: SigningIn; readonly baseUrl: string }) {
  const { t } = useTranslation('session')
  const { api } = useBridge()
  const [key, setKey] = useState('')
  const [isMissing, setMissing] = useState(false)
  const button = useRef<HTMLButtonElement>(null)

  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    const trimmed = key.trim()
    setMissing(trimmed === '')
    if (trimmed !== '') signingIn.enter('key', () => api.signIn({ key: trimmed, baseUrl }))
  }
  return (
    <WayCard
      icon={<IconKey size={22} />}
      title={t('key.title')}
      explanation={t('key.explanation')}
      problem={signingIn.problemOf('key')}
    >
      <form onSubmit={submit} noValidate>
        <PasswordInput
          label={t('key.label')}
          placeholder={t('key.placeholder')}
          name="api-key"
          autoComplete="current-password"
          spellCheck={false}
          value={key}
          error={isMissing ? t('key.empty') : undefined}
          disabled={signingIn.isAnyBusy}
          visibilityToggleButtonProps={{ 'aria-label': t('key.reveal'), tabIndex: 0 }}
          onChange={event => {
            setKey(event.currentTarget.value)
            setMissing(false)
          }}
        />
        <Button
          ref={button}
          type="submit"
          size="sm"
          fullWidth
          mt="sm"
          loading={signingIn.isBusy('key')}
          disabled={signingIn.isAnyBusy && !signingIn.isBusy('key')}
        >
          {t('key.submit')}
        </Button>
        <CancelSignIn signingIn={signingIn} way="key" beganBy={button} />
      </form>
    </WayCard>
  )
}
