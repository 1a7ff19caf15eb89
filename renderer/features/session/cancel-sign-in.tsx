import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { SigningIn, Way } from './use-sign-in.ts'

/** The way out of a sign-in that takes too long. Draws nothing while there is none of this way. */
export function CancelSignIn({ signingIn, way }: { readonly signingIn: SigningIn; readonly way: Way }) {
  const { t } = useTranslation('session')
  if (!signingIn.isBusy(way)) return null
  return (
    <Button size="sm" fullWidth mt="xs" variant="default" onClick={signingIn.cancel}>
      {t('cancel')}
    </Button>
  )
}
