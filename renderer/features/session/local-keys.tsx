import { Button } from '@mantine/core'
import { IconDeviceDesktop } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LocalKeySource } from '../../../app/contract/session.ts'
import { useBridge } from '../../bridge/bridge-context.tsx'
import { perform } from '../../ui/perform.ts'
import type { Problem } from '../../ui/problem.ts'
import { CancelSignIn } from './cancel-sign-in.tsx'
import classes from './sign-in-screen.module.css'
import type { SigningIn } from './use-sign-in.ts'
import { WayCard } from './way-card.tsx'

type LocalKey = { readonly source: LocalKeySource; readonly location: string }

/** Offers the keys found on this computer, and says where they lie. Draws nothing where there are none. */
export function LocalKeys({ signingIn, baseUrl }: { readonly signingIn: SigningIn; readonly baseUrl: string }) {
  const { t } = useTranslation('session')
  const { t: tUi } = useTranslation('ui')
  const { api } = useBridge()
  const [keys, setKeys] = useState<readonly LocalKey[]>([])
  const [problem, setProblem] = useState<Problem | null>(null)
  const button = useRef<HTMLButtonElement | null>(null) // of the key that was tried last
  const unexpected = tUi('unexpected')
  useEffect(() => {
    perform(
      api.findLocalKeys({}).then(found => setKeys(found.keys)),
      unexpected,
      setProblem,
    )
  }, [api, unexpected])

  if (keys.length === 0 && !problem) return null
  return (
    <WayCard
      icon={<IconDeviceDesktop size={22} />}
      title={t('local.title')}
      explanation={t('local.explanation')}
      problem={problem ?? signingIn.problemOf('local')}
    >
      {keys.map(({ source, location }) => (
        <div key={source} className={classes.localKey}>
          <span className={classes.location}>
            {t(`local.${source}`)}: <code>{location}</code>
          </span>
          <Button
            size="sm"
            fullWidth
            aria-label={t('local.submitFrom', { location })}
            loading={signingIn.isBusy('local')}
            disabled={signingIn.isAnyBusy && !signingIn.isBusy('local')}
            onClick={event => {
              button.current = event.currentTarget
              signingIn.enter('local', () => api.signInWithLocalKey({ source, baseUrl }))
            }}
          >
            {t('local.submit')}
          </Button>
        </div>
      ))}
      <CancelSignIn signingIn={signingIn} way="local" beganBy={button} />
    </WayCard>
  )
}
