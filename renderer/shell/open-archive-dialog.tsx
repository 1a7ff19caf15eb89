import { Button, Group, Stack, TextInput } from '@mantine/core'
import { useState, type SubmitEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { LocalArchive } from '../../app/contract/outputs.ts'
import { useBridge } from '../bridge/bridge-context.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { FailureNotice } from '../ui/failure-notice.tsx'
import { usePerform } from '../ui/use-perform.ts'

type OpenArchiveDialogProps = {
  readonly hostName: string
  readonly onOpened: (archive: LocalArchive) => void
  readonly onClose: () => void
}

/** Asks for the path of an archive where the system has no dialog for that: the files may lie on another computer. */
export function OpenArchiveDialog({ hostName, onOpened, onClose }: OpenArchiveDialogProps) {
  const { t } = useTranslation('shell')
  const { api } = useBridge()
  const [path, setPath] = useState('')
  const { run, isBusy, problem } = usePerform()
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    run(() => api.openLocalArchive({ path: path.trim() }).then(onOpened))
  }
  return (
    <Dialog
      onClose={onClose}
      title={t('localArchive.title')}
      closeButtonProps={{ 'aria-label': t('localArchive.close') }}
    >
      <form onSubmit={submit}>
        <Stack gap="md">
          <TextInput
            data-autofocus
            label={t('localArchive.path', { hostName })}
            placeholder="/data/results/output.zip"
            value={path}
            onChange={event => setPath(event.currentTarget.value)}
          />
          {problem && <FailureNotice problem={problem} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t('localArchive.cancel')}
            </Button>
            <Button type="submit" loading={isBusy} disabled={path.trim() === ''}>
              {t('localArchive.open')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}
