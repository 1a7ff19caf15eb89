import { Button } from '@mantine/core'
import type { RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { useFocusAfter } from '../../ui/use-focus-after.ts'
import type { SigningIn, Way } from './use-sign-in.ts'

type CancelSignInProps = {
  readonly signingIn: SigningIn
  readonly way: Way
  /** The button that began it, which gets the focus back. */
  readonly beganBy: RefObject<HTMLButtonElement | null>
}

/** The way out of a sign-in that takes too long. Draws nothing while there is none of this way. */
export function CancelSignIn({ signingIn, way, beganBy }: CancelSignInProps) {
  const { t } = useTranslation('session')
  const isBusy = signingIn.isBusy(way)
  const expectFocus = useFocusAfter(isBusy, beganBy)
  if (!isBusy) return null
  const cancel = () => {
    expectFocus()
    signingIn.cancel()
  }
  return (
    <Button size="sm" fullWidth mt="xs" variant="default" onClick={cancel}>
      {t('cancel')}
    </Button>
  )
}
