import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { mostPaths } from '../../../app/contract/outputs.ts'
import { globOfText, isGlob, longestGlob } from '../../../app/domain/archive/globs.ts'
import { useBridge } from '../../bridge/bridge-context.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { formatBytes } from '../../ui/format-bytes.ts'
import { formatCount } from '../../ui/format-count.ts'
import { usePerform } from '../../ui/use-perform.ts'
import type { OpenFiles } from './archive-shelf.ts'
import classes from './files-tab.module.css'
import { readHits } from './tick-hits.ts'

/** What a search found, and a way to take all of it. Nothing while folders are browsed. */
export function SearchHits({ files }: { readonly files: OpenFiles }) {
  const text = useStore(files.entries, ({ shown }) => (shown.kind === 'search' ? shown.text : null))
  const total = useStore(files.entries, state => state.hits?.total ?? 0)
  if (text === null) return null
  return (
    <div className={classes.hits}>
      <HitSummary files={files} text={text} />
      {total > 0 && <HitCommands key={text} files={files} text={text} total={total} />}
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
    compressed: formatBytes(hits.totalFetchBytes),
  }
  return <span role="status">{t(files.summary.isLocal ? 'hitsLocal' : 'hits', found)}</span>
}

type HitCommandsProps = { readonly files: OpenFiles; readonly text: string; readonly total: number }

/** Hits are taken by a glob, however many they are, and left out one by one. */
function HitCommands({ files, text, total }: HitCommandsProps) {
  const { t } = useTranslation('outputs')
  const { api } = useBridge()
  const { run, isBusy, problem } = usePerform()
  const [done, setDone] = useState(0)
  const glob = isGlob(text) ? text : globOfText(text)
  const isTaken = useStore(files.ticks, ({ ticks }) => ticks.globs.includes(glob))
  const tooMany = total > mostPaths
  const leave = () =>
    run(async () => {
      setDone(0)
      if (isTaken) files.ticks.removeGlob(glob)
      if (!tooMany) files.ticks.set(await readHits(api, files, text, setDone), false)
    })
  if (isBusy) {
    return (
      <span className={classes.muted}>{t('leavingHits', { done: formatCount(done), total: formatCount(total) })}</span>
    )
  }
  return (
    <>
      {!isTaken && glob.length <= longestGlob && (
        <Button size="compact-xs" variant="default" onClick={() => files.ticks.addGlob(glob)}>
          {t('takeHits')}
        </Button>
      )}
      {tooMany && !isTaken ? (
        <span className={classes.muted}>{t('tooManyHits', { most: formatCount(mostPaths) })}</span>
      ) : (
        <Button size="compact-xs" variant="subtle" onClick={leave}>
          {t('leaveHits')}
        </Button>
      )}
      {problem && <FailureNotice problem={problem} remedies={{ retry: leave }} />}
    </>
  )
}
