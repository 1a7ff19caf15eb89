import { Button, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { AppInfo } from '../../../app/contract/app-info.ts'
import { printable } from '../../../app/domain/printable.ts'
import { useBridge } from '../../bridge/bridge-context.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { usePerform } from '../../ui/use-perform.ts'
import classes from './download-dialog.module.css'
import { FolderBrowser } from './folder-browser.tsx'

type DestinationChoiceProps = {
  readonly app: AppInfo
  /** What the folder is for, where it is not to save to. */
  readonly label?: string
  /** Chosen by the person; null for the usual folder. */
  readonly folder: string | null
  /** Where the usual folder is; null while that is not known. */
  readonly usualFolder: string | null
  /** Whether our own folder browser is open in front of the dialog. */
  readonly isBrowsing: boolean
  readonly onBrowse: (isBrowsing: boolean) => void
  readonly onChange: (folder: string | null) => void
}

/** Where to: the usual folder, or another by the system's own dialog or, without one, by ours. */
export function DestinationChoice(props: DestinationChoiceProps) {
  const { app, label, folder, usualFolder, isBrowsing, onBrowse, onChange } = props
  const { t } = useTranslation('transfers')
  const { api } = useBridge()
  const { run, isBusy, problem } = usePerform()
  const shown = printable(folder ?? usualFolder ?? '')

  const usualLabel = app.canChooseFolderNatively
    ? t('download.destination')
    : t('download.destinationOf', { host: app.hostName })
  const chooseNatively = () =>
    run(async () => {
      const { path } = await api.chooseFolder({ startAt: folder ?? usualFolder })
      if (path !== null) onChange(path)
    })
  return (
    <div>
      <div className={classes.destination}>
        <TextInput
          size="xs"
          className={classes.path}
          label={label ?? usualLabel}
          value={shown}
          title={shown}
          readOnly
        />
        <Button
          variant="default"
          loading={isBusy}
          onClick={() => (app.canChooseFolderNatively ? chooseNatively() : onBrowse(true))}
        >
          {t('download.choose')}
        </Button>
        {folder !== null && (
          <Button variant="subtle" onClick={() => onChange(null)}>
            {t('download.useDefault')}
          </Button>
        )}
      </div>
      {problem && <FailureNotice problem={problem} />}
      {isBrowsing && (
        <FolderBrowser
          startAt={folder}
          hostName={app.hostName}
          onChoose={path => {
            onBrowse(false)
            onChange(path)
          }}
          onClose={() => onBrowse(false)}
        />
      )}
    </div>
  )
}
