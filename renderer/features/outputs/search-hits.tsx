import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { useBridge } from '../../bridge/bridge-context.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { formatBytes } from '../../ui/format-bytes.ts'
import { formatCount } from '../../ui/format-count.ts'
import { usePerform } from '../../ui/use-perform.ts'
import type { OpenFiles } from './archive-shelf.ts'
import classes from './files-tab.module.css'
import { mostHits, readHits } from './tick-hits.ts'

/** What a search found, and a way to take all of it. Nothing while folders are browsed. */
export function SearchHits({ files }: { readonly files: OpenFiles }) {
  const text = useStore(files.entries, ({ shown }) => (shown.kind === 'search' ? shown.text : null))
  const total = useStore(files.entries, state => state.hits?.total ?? 0)
  if (text === null) return null
  return (
    <div className={classes.hits}>
      <HitSummary files={files} text={text} />
      {total > 0 && <TickHits key={text} files={files} text={text} total={total} />}
    </div>
  )
}

function HitSummary({ files, text }: { readonly files: OpenFiles; readonly text: string }) {
  const { t } = useTranslation('outputs')
  const hits = useStore(files.entries, state => state.hits)
  if (!hits) return <span role="status">{t('searching')}</span>
  if (hits.total === 0) return <span role="status">{t('noHits', { text })}</span>
  const found = {
    hits: t('hitCount', { count: hits.total, formatted: formatCount(hits.total) }),
    size: formatBytes(hits.totalBytes),
    compressed: formatBytes(hits.totalCompressedBytes),
  }
  return <span role="status">{t('hits', found)}</span>
}

type TickHitsProps = { readonly files: OpenFiles; readonly text: string; readonly total: number }

function TickHits({ files, text, total }: TickHitsProps) {
  const { t } = useTranslation('outputs')
  const { api } = useBridge()
  const { run, isBusy, problem } = usePerform()
  const [done, setDone] = useState(0)
  if (total > mostHits)
    return <span className={classes.muted}>{t('tooManyHits', { most: formatCount(mostHits) })}</span>
  const tick = (isTaken: boolean) =>
    run(async () => {
      setDone(0)
      files.ticks.set(await readHits(api, files, text, setDone), isTaken)
    })
  if (isBusy) {
    return (
      <span className={classes.muted}>{t('tickingHits', { done: formatCount(done), total: formatCount(total) })}</span>
    )
  }
  return (
    <>
      <Button size="compact-xs" variant="default" onClick={() => tick(true)}>
        {t('tickHits')}
      </Button>
      <Button size="compact-xs" variant="subtle" onClick={() => tick(false)}>
        {t('untickHits')}
      </Button>
      {problem && <FailureNotice problem={problem} remedies={{ retry: () => tick(true) }} />}
    </>
  )
}
