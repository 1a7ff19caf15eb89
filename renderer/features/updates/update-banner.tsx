import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useBridge } from '../../bridge/bridge-context.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { usePerform } from '../../ui/use-perform.ts'
import classes from './update-banner.module.css'
import { useUpdates } from './use-updates.ts'

/** Asks once whether newer versions shall be looked for, and offers one that is ready, while nothing is downloaded. */
export function UpdateBanner() {
  const updates = useUpdates()
  if (updates === null || updates.state.kind === 'unsupported') return null
  const { state, wanted } = updates
  if (state.kind === 'ready' && !state.isWaiting) return <ReadyBanner key={state.version} version={state.version} />
  return wanted === null ? <Question /> : null
}

function Question() {
  const { t } = useTranslation('updates')
  const { api } = useBridge()
  const { run, problem } = usePerform()
  const answer = (checkForUpdates: boolean) => run(() => api.updateSettings({ checkForUpdates }))
  return (
    <Frame sentence={t('ask.question')} explanation={t('ask.explanation')} problem={problem}>
      <Button size="xs" onClick={() => answer(true)}>
        {t('ask.yes')}
      </Button>
      <Button size="xs" variant="default" onClick={() => answer(false)}>
        {t('ask.no')}
      </Button>
    </Frame>
  )
}

function ReadyBanner({ version }: { readonly version: string }) {
  const { t } = useTranslation('updates')
  const { api } = useBridge()
  const { run, problem } = usePerform()
  const [isPutOff, setPutOff] = useState(false)
  if (isPutOff) return null
  return (
    <Frame sentence={t('banner.ready', { version })} problem={problem}>
      <Button size="xs" onClick={() => run(() => api.installUpdate({}))}>
        {t('restart')}
      </Button>
      <Button size="xs" variant="default" onClick={() => setPutOff(true)}>
        {t('banner.later')}
      </Button>
    </Frame>
  )
}

type FrameProps = {
  readonly sentence: string
  readonly explanation?: string
  readonly problem: ReturnType<typeof usePerform>['problem']
  readonly children: ReactNode
}

function Frame({ sentence, explanation, problem, children }: FrameProps) {
  return (
    <section className={classes.root} aria-label={sentence}>
      <p className={classes.words}>
        <strong>{sentence}</strong> {explanation}
      </p>
      <div className={classes.buttons}>{children}</div>
      {problem && <FailureNotice problem={problem} />}
    </section>
  )
}
