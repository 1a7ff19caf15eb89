import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useBridge } from '../../bridge/bridge-context.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { usePerform } from '../../ui/use-perform.ts'
import classes from './download-folder.module.css'
import { useSettings } from './settings-context.tsx'
import type { FolderBrowserSlot } from './downloads-section.tsx'

type DownloadFolderProps = {
  readonly folder: string
  readonly folderBrowser: FolderBrowserSlot
  readonly onChange: (folder: string) => void
}

/** Where downloads land, chosen with the system's dialog where there is one, else with our own browser. */
export function DownloadFolder({ folder, folderBrowser, onChange }: DownloadFolderProps) {
  const { t } = useTranslation('settings')
  const { api } = useBridge()
  const { app } = useSettings()
  const { run, problem } = usePerform()
  const [isBrowsing, setBrowsing] = useState(false)

  const chooseNatively = () =>
    run(async () => {
      const { path } = await api.chooseFolder({ startAt: folder })
      if (path !== null) onChange(path)
    })
  const choose = () => (app?.canChooseFolderNatively === true ? chooseNatively() : setBrowsing(true))
  return (
    <div>
      <div className={classes.row}>
        <TextInput
          className={classes.path}
          label={t('folder.label')}
          description={t('folder.explanation', { hostName: app?.hostName ?? '' })}
          value={folder}
          title={folder}
          readOnly
        />
        <Button size="sm" variant="default" disabled={app === null} onClick={choose}>
          {t('folder.choose')}
        </Button>
      </div>
      {problem && <FailureNotice problem={problem} />}
      {isBrowsing &&
        folderBrowser({
          startAt: folder,
          onChoose: path => {
            setBrowsing(false)
            onChange(path)
          },
          onClose: () => setBrowsing(false),
        })}
    </div>
  )
}
