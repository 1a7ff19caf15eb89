import { IconPlugConnectedX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Session } from '../../app/contract/session.ts'
import { useBridge } from '../bridge/bridge-context.tsx'
import { useConnection } from '../bridge/connection.tsx'
import { useSession } from '../features/session/session-context.tsx'
import { UpdateBanner } from '../features/updates/update-banner.tsx'
import { FailureNotice } from '../ui/failure-notice.tsx'
import { usePerform } from '../ui/use-perform.ts'
import classes from './workspace.module.css'

type SignedIn = Extract<Session, { state: 'signed-in' }>

/** What concerns the whole window: a lost connection to the core, a key that is refused by now. */
export function Banners({ attention }: Pick<SignedIn, 'attention'>) {
  return (
    <>
      <ConnectionBanner />
      {attention && <AttentionBanner attention={attention} />}
      <UpdateBanner />
    </>
  )
}

function ConnectionBanner() {
  const { t } = useTranslation('shell')
  const { state } = useConnection()
  return (
    <div role="status">
      {state === 'lost' && (
        <p className={classes.connection}>
          <IconPlugConnectedX size={16} aria-hidden />
          {t('connection.lost')}
        </p>
      )}
    </div>
  )
}

function AttentionBanner({ attention }: { readonly attention: NonNullable<SignedIn['attention']> }) {
  const { api } = useBridge()
  const { accept } = useSession()
  const { run, isBusy, problem } = usePerform()
  const signInAgain = () => run(() => api.signOut({}).then(accept))
  const isAboutKeychain = attention.code === 'key-stays'
  const tryAgain = () => run(() => (isAboutKeychain ? api.retrySession({}).then(accept) : api.refreshTasks({})))
  return (
    <div className={classes.attention}>
      <FailureNotice
        problem={problem ?? attention}
        isBusy={isBusy}
        remedies={{ 'sign-in': signInAgain, retry: tryAgain }}
      />
    </div>
  )
}
