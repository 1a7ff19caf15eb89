import { Button, SegmentedControl } from '@mantine/core'
import { IconShieldCheck } from '@tabler/icons-react'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ArchiveKind, Selection } from '../../app/contract/outputs.ts'
import type { Task } from '../../app/contract/tasks.ts'
import { FailureNotice } from '../ui/failure-notice.tsx'
import { FilesTab } from '../features/outputs/files-tab.tsx'
import { useSettings } from '../features/settings/settings-context.tsx'
import { CompareFolderDialog } from '../features/transfers/compare-folder-dialog.tsx'
import { everyFile, titleOf, type DownloadAsk } from './downloads.tsx'
import { useSavingPlaces } from './use-saving-places.tsx'
import classes from './workspace.module.css'

type TaskFilesProps = {
  readonly task: Task
  /** Kept, while this is in sight, at what downloads the ticked files, or all where none is ticked. */
  readonly downloadRef: { current: ((folder?: string) => void) | null }
  readonly onDownload: (ask: DownloadAsk) => void
  readonly onShowTransfers: () => void
}

/** The files of a task: its outputs, or its inputs. */
export function TaskFiles({ task, downloadRef, onDownload, onShowTransfers }: TaskFilesProps) {
  const { t } = useTranslation('shell')
  const { settings, app } = useSettings()
  const [verified, setVerified] = useState<Selection | null>(null)
  const taken = useRef<Selection>(everyFile)
  const onTaken = useCallback((selection: Selection | null) => {
    taken.current = selection ?? everyFile
  }, [])
  const [archive, setArchive] = useState<ArchiveKind>('output')
  useEffect(() => {
    downloadRef.current = folder => onDownload({ task, archive, kind: 'files', selection: taken.current, folder })
    return () => {
      downloadRef.current = null
    }
  })
  const saving = useSavingPlaces({ taskId: task.id, archive }, onShowTransfers)
  if (settings.value === null) return null
  return (
    <>
      <div className={classes.whichFiles}>
        <SegmentedControl
          size="xs"
          aria-label={t('files.label')}
          data={(['output', 'input'] as const).map(value => ({ value, label: t(`files.${value}`) }))}
          value={archive}
          onChange={setArchive}
        />
        <Button
          size="compact-xs"
          variant="subtle"
          leftSection={<IconShieldCheck size={14} aria-hidden />}
          onClick={() => setVerified(taken.current)}
        >
          {t('files.verify')}
        </Button>
      </div>
      {saving.problem && <FailureNotice problem={saving.problem} />}
      <div className={classes.files}>
        <FilesTab
          key={`${task.id} ${archive}`}
          task={task}
          archive={archive}
          pricePerGigabyteUsd={settings.value.pricePerGigabyteUsd}
          onTaken={onTaken}
          places={saving.places}
          onDownload={({ kind, selection }) => onDownload({ task, archive, kind, selection })}
        />
      </div>
      {saving.dialog}
      {verified && app && (
        <CompareFolderDialog
          wish={{ taskId: task.id, title: titleOf(task), archive, selection: verified }}
          isPart={verified !== everyFile}
          app={app}
          onClose={() => setVerified(null)}
          onFetching={onShowTransfers}
        />
      )}
    </>
  )
}
