import { Button, Group, Stack, Text } from '@mantine/core'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AppInfo } from '../../../app/contract/app-info.ts'
import type { ArchiveKind, Selection } from '../../../app/contract/outputs.ts'
import type { TaskId } from '../../../app/contract/tasks.ts'
import type { TransferRequest } from '../../../app/contract/transfers.ts'
import { CheckDialog } from './check-dialog.tsx'
import { DestinationChoice } from './destination-choice.tsx'
import type { BeginCheck } from './use-check.ts'
import { useForecast } from './use-forecast.ts'
import { Dialog } from '../../ui/dialog.tsx'

/** What a folder is to be compared with. */
export type FolderWish = {
  readonly taskId: TaskId
  readonly title: string
  readonly archive: ArchiveKind
  readonly selection: Selection
}

type CompareFolderDialogProps = {
  readonly wish: FolderWish
  /** Whether less than the whole archive is to be compared. */
  readonly isPart: boolean
  readonly app: AppInfo
  readonly onClose: () => void
  /** What differs is being fetched. */
  readonly onFetching: () => void
}

/** Asks which folder, then compares it. */
export function CompareFolderDialog({ wish, isPart, app, onClose, onFetching }: CompareFolderDialogProps) {
  const { t } = useTranslation('transfers')
  const [folder, setFolder] = useState<string | null>(null)
  const [isBrowsing, setBrowsing] = useState(false)
  const [begin, setBegin] = useState<BeginCheck | null>(null)
  const usualFolder = useUsualFolder(wish)
  const { taskId, archive, selection, title } = wish
  if (begin) {
    return <CheckDialog title={title} kind="folder" begin={begin} onClose={onClose} onFetching={onFetching} />
  }
  const start = () => {
    const input = { taskId, archive, selection, destination: folder }
    setBegin((): BeginCheck => api => api.compareFolder(input))
  }
  return (
    <Dialog
      closeOnEscape={!isBrowsing} // which closes the folder browser in front of it
      size="lg"
      onClose={onClose}
      title={t('check.folder.title')}
      closeButtonProps={{ 'aria-label': t('check.close') }}
    >
      <Stack gap="sm">
        <Text size="sm">{t(isPart ? 'check.folder.aboutPart' : 'check.folder.about')}</Text>
        <DestinationChoice
          app={app}
          label={
            app.canChooseFolderNatively ? t('check.folder.folder') : t('check.folder.folderOf', { host: app.hostName })
          }
          folder={folder}
          usualFolder={usualFolder}
          isBrowsing={isBrowsing}
          onBrowse={setBrowsing}
          onChange={setFolder}
        />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('check.folder.cancel')}
          </Button>
          <Button data-autofocus onClick={start}>
            {t('check.folder.start')}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  )
}

/** Where the files go unless told otherwise; null until the core has said so. */
function useUsualFolder({ taskId, archive, selection }: FolderWish): string | null {
  const request = useMemo((): TransferRequest => {
    return { taskId, archive, selection, kind: 'files', destination: null, conflicts: 'skip-identical' }
  }, [taskId, archive, selection])
  return useForecast(request).forecast?.destination ?? null
}
