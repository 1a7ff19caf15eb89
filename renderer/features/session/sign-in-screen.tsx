import { Button } from '@mantine/core'
import { IconFlask } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Session } from '../../../app/contract/session.ts'
import { useBridge } from '../../bridge/bridge-context.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { CancelSignIn } from './cancel-sign-in.tsx'
import { DeploymentAddress } from './deployment-address.tsx'
import { KeyForm } from './key-form.tsx'
import { LocalKeys } from './local-keys.tsx'
import classes from './sign-in-screen.module.css'
import { useSignIn } from './use-sign-in.ts'
import { WayCard } from './way-card.tsx'

type SignedOut = Extract<Session, { state: 'signed-out' }>

/** The first screen: three ways in, of equal weight. */
export function SignInScreen({ session }: { readonly session: SignedOut }) {
  const { t } = useTranslation('session')
  const { api } = useBridge()
  const [baseUrl, setBaseUrl] = useState(session.baseUrl)
  const signingIn = useSignIn()
  const sampleButton = useRef<HTMLButtonElement>(null)
  return (
    <main className={classes.screen}>
      <div className={classes.column}>
        <header className={classes.head}>
          <h1>{t('title')}</h1>
          <p>{t('subtitle')}</p>
        </header>
        {session.reason && (
          <FailureNotice
            problem={signingIn.problemOf('again') ?? session.reason}
            isBusy={signingIn.isBusy('again')}
            remedies={{ retry: () => signingIn.enter('again', () => api.retrySession({})) }}
          />
        )}
        <div className={classes.cards}>
          <KeyForm signingIn={signingIn} baseUrl={baseUrl} />
          <LocalKeys signingIn={signingIn} baseUrl={baseUrl} />
          <WayCard
            icon={<IconFlask size={22} />}
            title={t('sample.title')}
            explanation={t('sample.explanation')}
            problem={signingIn.problemOf('sample')}
          >
            <Button
              ref={sampleButton}
              size="sm"
              fullWidth
              loading={signingIn.isBusy('sample')}
              disabled={signingIn.isAnyBusy && !signingIn.isBusy('sample')}
              onClick={() => signingIn.enter('sample', () => api.signInToSample({}))}
            >
              {t('sample.submit')}
            </Button>
            <CancelSignIn signingIn={signingIn} way="sample" beganBy={sampleButton} />
          </WayCard>
        </div>
        <DeploymentAddress baseUrl={baseUrl} isDisabled={signingIn.isAnyBusy} onChange={setBaseUrl} />
      </div>
    </main>
  )
}
