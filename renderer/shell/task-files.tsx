import { SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ArchiveKind } from '../../app/contract/outputs.ts'
import type { Task } from '../../app/contract/tasks.ts'
import { FilesTab } from '../features/outputs/files-tab.tsx'
import { useSettings } from '../features/settings/settings-context.tsx'
import type { DownloadAsk } from './downloads.tsx'
import classes from './workspace.module.css'

type TaskFilesProps = { readonly task: Task; readonly onDownload: (ask: DownloadAsk) => void }

/** The files of a task: its outputs, or its inputs. */
export function TaskFiles({ task, onDownload }: TaskFilesProps) {
  const { t } = useTranslation('shell')
  const { settings } = useSettings()
  const [archive, setArchive] = useState<ArchiveKind>('output')
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
      </div>
      <div className={classes.files}>
        <FilesTab
          key={`${task.id} ${archive}`}
          task={task}
          archive={archive}
          pricePerGigabyteUsd={settings.value.pricePerGigabyteUsd}
          onDownload={({ kind, selection }) => onDownload({ task, archive, kind, selection })}
        />
      </div>
    </>
  )
}
