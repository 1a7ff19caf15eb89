import { MantineProvider } from '@mantine/core'
import type { i18n } from 'i18next'
import { useEffect, type ComponentProps } from 'react'
import { I18nextProvider, useTranslation } from 'react-i18next'
import { BridgeProvider } from '../bridge/bridge-context.tsx'
import type { Bridge } from '../bridge/bridge.ts'
import { ConnectionProvider, useConnection, type ConnectionWatch } from '../bridge/connection.tsx'
import { SessionProvider, useSession } from '../features/session/session-context.tsx'
import { SignInScreen } from '../features/session/sign-in-screen.tsx'
import { SettingsProvider } from '../features/settings/settings-context.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { FailureNotice } from '../ui/failure-notice.tsx'
import { problemOf } from '../ui/problem.ts'
import { ColorScheme } from './color-scheme.tsx'
import { ErrorBoundary } from './error-boundary.tsx'
import { keepPage } from './keep-page.ts'
import { theme } from './theme.ts'
import { Toasts } from './toasts.tsx'
import { useSentences } from './use-window-requests.ts'
import { Workspace } from './workspace.tsx'
import classes from './workspace.module.css'

type AppProps = {
  readonly bridge: Bridge
  readonly texts: i18n
  /** Null where the window cannot lose its core. */
  readonly connection: ConnectionWatch | null
}

/** The whole window. */
export function App({ bridge, texts, connection }: AppProps) {
  return (
    <I18nextProvider i18n={texts}>
      <MantineProvider theme={theme} defaultColorScheme="auto">
        <ErrorBoundary>
          <BridgeProvider bridge={bridge}>
            <ConnectionProvider watch={connection}>
              <SettingsProvider>
                <ColorScheme />
                <Toasts />
                <SessionProvider>
                  <Screen />
                </SessionProvider>
              </SettingsProvider>
            </ConnectionProvider>
          </BridgeProvider>
        </ErrorBoundary>
      </MantineProvider>
    </I18nextProvider>
  )
}

function Screen() {
  const { t } = useTranslation('shell')
  const { t: tUi } = useTranslation('ui')
  const connection = useConnection()
  const session = useSession()
  useEffect(keepPage, [])
  if (connection.state === 'refused') return <Refused />
  if (session.value?.state === 'signed-in') return <Workspace session={session.value} />
  if (session.value?.state === 'signed-out') return <SignIn session={session.value} />
  return (
    <main className={classes.splash}>
      {session.error === null ? (
        <EmptyState message={t('starting')} />
      ) : (
        <FailureNotice problem={problemOf(session.error, tUi('unexpected'))} remedies={{ retry: session.reload }} />
      )}
    </main>
  )
}

function SignIn({ session }: ComponentProps<typeof SignInScreen>) {
  useSentences()
  return <SignInScreen session={session} />
}

function Refused() {
  const { t } = useTranslation('shell')
  return (
    <main className={classes.splash}>
      <h1>{t('connection.refusedTitle')}</h1>
      <EmptyState message={t('connection.refused')} />
    </main>
  )
}
