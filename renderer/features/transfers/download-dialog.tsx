import { Button, Group, Modal, Stack } from '@mantine/core'
import { useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AppInfo } from '../../../app/contract/app-info.ts'
import type { TaskId } from '../../../app/contract/tasks.ts'
import { useBridge } from '../../bridge/bridge-context.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { formatCount } from '../../ui/format-count.ts'
import { usePerform } from '../../ui/use-perform.ts'
import { ConflictChoice } from './conflict-choice.tsx'
import { DestinationChoice } from './destination-choice.tsx'
import { requestsOf, type DownloadChoice, type DownloadWish } from './download-request.ts'
import { ForecastFacts } from './forecast-facts.tsx'
import { ForecastProblems } from './forecast-problems.tsx'
import { startable, sumForecasts } from './forecasts.ts'
import { useForecasts } from './use-forecasts.ts'
import { useTransferStore } from './transfers-context.tsx'

type DownloadDialogProps = {
  readonly wish: DownloadWish
  readonly app: AppInfo
  readonly pricePerGigabyteUsd: number
  readonly onClose: () => void
  /** Every transfer that could start has started. */
  readonly onStarted: () => void
}

/** What a download takes, where it goes and what happens to files already there: all of it before it starts. */
export function DownloadDialog({ wish, app, pricePerGigabyteUsd, onClose, onStarted }: DownloadDialogProps) {
  const { t } = useTranslation('transfers')
  const { api } = useBridge()
  const store = useTransferStore()
  const [choice, setChoice] = useState<DownloadChoice>({ folder: null, conflicts: 'skip-identical' })
  const [isBrowsing, setBrowsing] = useState(false)
  const requests = useMemo(() => requestsOf(wish, choice), [wish, choice])
  const forecasts = useForecasts(requests)
  const { run, isBusy, problem } = usePerform()

  const started = useRef(new Set<TaskId>()) // trying again starts only those that did not

  const ready = forecasts.isComplete ? startable(forecasts.results) : []
  const isShort = sumForecasts(forecasts.results).isShort
  const start = () =>
    run(async () => {
      for (const request of ready.filter(({ taskId }) => !started.current.has(taskId))) {
        const transfer = await api.startTransfer(request)
        store.accept(transfer)
        started.current.add(request.taskId)
      }
      onStarted()
    })
  const title = wish.archive === 'input' && wish.kind === 'files' ? 'inputs' : wish.kind
  return (
    <Modal
      opened
      closeOnEscape={!isBrowsing} // which closes the folder browser in front of it
      size="lg"
      onClose={onClose}
      title={t(`download.title.${title}`)}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Stack gap="md">
        <ForecastFacts wish={wish} forecasts={forecasts} pricePerGigabyteUsd={pricePerGigabyteUsd} />
        <DestinationChoice
          app={app}
          folder={choice.folder}
          usualFolder={destinationShown()}
          hasSeveral={wish.tasks.length > 1}
          isBrowsing={isBrowsing}
          onBrowse={setBrowsing}
          onChange={folder => setChoice(before => ({ ...before, folder }))}
        />
        <ConflictChoice
          conflicts={choice.conflicts}
          onChange={conflicts => setChoice(before => ({ ...before, conflicts }))}
        />
        <ForecastProblems wish={wish} forecasts={forecasts} />
        {problem && <FailureNotice problem={problem} remedies={{ retry: start }} isBusy={isBusy} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('download.cancel')}
          </Button>
          <Button data-autofocus loading={isBusy} disabled={ready.length === 0 || isShort} onClick={start}>
            {wish.tasks.length === 1
              ? t('download.start')
              : t('download.startMany', { formatted: formatCount(ready.length) })}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )

  function destinationShown(): string | null {
    if (wish.tasks.length > 1) return null
    const [result] = forecasts.results
    return result && 'forecast' in result ? result.forecast.destination : null
  }
}
