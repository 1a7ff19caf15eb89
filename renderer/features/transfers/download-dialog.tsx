import { Button, Group, Stack } from '@mantine/core'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AppInfo } from '../../../app/contract/app-info.ts'
import { useBridge } from '../../bridge/bridge-context.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { usePerform } from '../../ui/use-perform.ts'
import { ConflictChoice } from './conflict-choice.tsx'
import { DestinationChoice } from './destination-choice.tsx'
import { requestOf, type DownloadChoice, type DownloadWish } from './download-request.ts'
import { ForecastFacts } from './forecast-facts.tsx'
import { ForecastProblems } from './forecast-problems.tsx'
import { useTransferStore } from './transfers-context.tsx'
import { useForecast } from './use-forecast.ts'

type DownloadDialogProps = {
  readonly wish: DownloadWish
  readonly app: AppInfo
  readonly pricePerGigabyteUsd: number
  readonly onClose: () => void
  readonly onStarted: () => void
}

/** What a download takes, where it goes and what happens to files already there: all of it before it starts. */
export function DownloadDialog({ wish, app, pricePerGigabyteUsd, onClose, onStarted }: DownloadDialogProps) {
  const { t } = useTranslation('transfers')
  const { api } = useBridge()
  const store = useTransferStore()
  const [choice, setChoice] = useState<DownloadChoice>({
    folder: wish.folder ?? null,
    conflicts: 'skip-identical',
  })
  const [isBrowsing, setBrowsing] = useState(false)
  const request = useMemo(() => requestOf(wish, choice), [wish, choice])
  const answer = useForecast(request)
  const { run, isBusy, problem } = usePerform()

  const canStart = answer.isComplete && answer.forecast?.problem === null
  const start = () =>
    run(async () => {
      store.acceptStarted([await api.startTransfer(request)])
      onStarted()
    })
  const isLocal = wish.isLocal === true
  const title = isLocal ? 'local' : wish.archive === 'input' && wish.kind === 'files' ? 'inputs' : wish.kind
  return (
    <Dialog
      closeOnEscape={!isBrowsing} // which closes the folder browser in front of it
      size="lg"
      onClose={onClose}
      title={t(`download.title.${title}`)}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Stack gap="md">
        <ForecastFacts
          title={wish.task.title}
          answer={answer}
          pricePerGigabyteUsd={isLocal ? null : pricePerGigabyteUsd}
        />
        <DestinationChoice
          app={app}
          folder={choice.folder}
          usualFolder={choice.folder === null ? (answer.forecast?.destination ?? null) : null}
          isBrowsing={isBrowsing}
          onBrowse={setBrowsing}
          onChange={folder => setChoice(before => ({ ...before, folder }))}
        />
        <ConflictChoice
          conflicts={choice.conflicts}
          isLocal={isLocal}
          onChange={conflicts => setChoice(before => ({ ...before, conflicts }))}
        />
        <ForecastProblems answer={answer} />
        {problem && <FailureNotice problem={problem} remedies={{ retry: start }} isBusy={isBusy} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('download.cancel')}
          </Button>
          <Button data-autofocus loading={isBusy} disabled={!canStart} onClick={start}>
            {t(isLocal ? 'download.extract' : 'download.start')}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  )
}
