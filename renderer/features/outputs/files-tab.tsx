import { Button, Loader } from '@mantine/core'
import { IconFolderOff } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ArchiveKind, Selection } from '../../../app/contract/outputs.ts'
import type { Task } from '../../../app/contract/tasks.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { problemOf } from '../../ui/problem.ts'
import { ArchiveBrowser } from './archive-browser.tsx'
import classes from './files-tab.module.css'
import type { SavingPlaces } from './saving-places.ts'
import type { WantedDownload } from './selection-bar.tsx'
import { useArchive } from './use-archive.ts'

type FilesTabProps = {
  readonly task: Pick<Task, 'id' | 'isTerminated'>
  readonly archive: ArchiveKind
  /** About what the vendor charges, from the settings. */
  readonly pricePerGigabyteUsd: number
  readonly onDownload: (wanted: WantedDownload) => void
  /** Told what is taken by globs and ticks, null for nothing. Keep the reference. */
  readonly onTaken?: (selection: Selection | null) => void
  /** Where things can be saved to without a dialog. */
  readonly places?: SavingPlaces
}

/** The files of a task's archive. Opens it when drawn, reading only its list of files. */
export function FilesTab(props: FilesTabProps) {
  const { task, archive, pricePerGigabyteUsd, onDownload, onTaken, places } = props
  const { t } = useTranslation('outputs')
  const { place, reopen } = useArchive({ taskId: task.id, kind: archive }, task.isTerminated)
  switch (place.state) {
    case 'opening':
      return <Opening />
    case 'none': {
      const action = task.isTerminated ? (
        <Button variant="default" onClick={reopen}>
          {t('retry')}
        </Button>
      ) : undefined
      return <EmptyState icon={<IconFolderOff size={32} />} message={place.reason} action={action} />
    }
    case 'failed': {
      const problem = problemOf(place.problem, t('openingFailed'))
      return (
        <div className={classes.notice}>
          <FailureNotice problem={problem} remedies={{ retry: reopen }} />
          {problem.remedy !== 'retry' && (
            <Button variant="default" onClick={reopen}>
              {t('reopen')}
            </Button>
          )}
        </div>
      )
    }
    case 'open':
      return (
        <ArchiveBrowser
          key={place.files.summary.id}
          files={place.files}
          pricePerGigabyteUsd={pricePerGigabyteUsd}
          onReopen={reopen}
          onDownload={onDownload}
          onTaken={onTaken}
          places={places}
        />
      )
  }
}

/** After this long people ask themselves whether anything goes on. */
const longOpeningMs = 8000

function Opening() {
  const { t } = useTranslation('outputs')
  const [isLong, setLong] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), longOpeningMs)
    return () => clearTimeout(timer)
  }, [])
  return <EmptyState icon={<Loader size="sm" />} message={t(isLong ? 'openingLong' : 'opening')} />
}
