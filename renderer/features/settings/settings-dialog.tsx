import { Modal, NumberInput, SegmentedControl, Stack, Text } from '@mantine/core'
import { useId, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Settings } from '../../../app/contract/app-info.ts'
import { useBridge } from '../../bridge/bridge-context.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { problemOf } from '../../ui/problem.ts'
import { usePerform } from '../../ui/use-perform.ts'
import { DownloadFolder } from './download-folder.tsx'
import { DownloadSpeed } from './download-speed.tsx'
import { useSettings } from './settings-context.tsx'

/** Above all prices there are; US$ per GB. */
const highestPrice = 100

/** A folder browser drawn by someone else, for shells without a folder dialog of the system. */
export type FolderBrowserSlot = (props: {
  readonly startAt: string
  readonly onChoose: (path: string) => void
  readonly onClose: () => void
}) => ReactNode

type SettingsDialogProps = {
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly folderBrowser: FolderBrowserSlot
}

/** The settings. Each change holds at once; there is nothing to save. */
export function SettingsDialog({ isOpen, onClose, folderBrowser }: SettingsDialogProps) {
  const { t } = useTranslation('settings')
  const { t: tUi } = useTranslation('ui')
  const { settings } = useSettings()
  return (
    <Modal opened={isOpen} onClose={onClose} title={t('title')} closeButtonProps={{ 'aria-label': t('close') }}>
      {settings.value ? (
        <SettingsForm settings={settings.value} folderBrowser={folderBrowser} />
      ) : settings.error === null ? (
        <Text size="sm">{tUi('loading')}</Text>
      ) : (
        <FailureNotice problem={problemOf(settings.error, tUi('unexpected'))} remedies={{ retry: settings.reload }} />
      )}
    </Modal>
  )
}

type SettingsFormProps = { readonly settings: Settings; readonly folderBrowser: FolderBrowserSlot }

function SettingsForm({ settings, folderBrowser }: SettingsFormProps) {
  const { t } = useTranslation('settings')
  const { api } = useBridge()
  const { settings: mirrored } = useSettings()
  const { run, problem } = usePerform()
  const schemeId = useId()
  const update = (change: Partial<Settings>) => run(() => api.updateSettings(change).then(mirrored.accept))
  return (
    <Stack gap="lg">
      {problem && <FailureNotice problem={problem} />}
      <div>
        <Text size="sm" fw={500} mb={4} id={schemeId}>
          {t('scheme.label')}
        </Text>
        <SegmentedControl
          fullWidth
          size="xs"
          aria-labelledby={schemeId}
          data={(['light', 'dark', 'auto'] as const).map(value => ({ value, label: t(`scheme.${value}`) }))}
          value={settings.colorScheme}
          onChange={colorScheme => update({ colorScheme })}
        />
      </div>
      <DownloadFolder
        folder={settings.downloadFolder}
        folderBrowser={folderBrowser}
        onChange={downloadFolder => update({ downloadFolder })}
      />
      <DownloadSpeed downloadLimit={settings.downloadLimit} limitHours={settings.limitHours} />
      <PriceField
        price={settings.pricePerGigabyteUsd}
        onChange={pricePerGigabyteUsd => update({ pricePerGigabyteUsd })}
      />
    </Stack>
  )
}

type PriceFieldProps = { readonly price: number; readonly onChange: (price: number) => void }

/** Kept when it is left. What is no possible price is said, never changed into one that the person did not type. */
function PriceField({ price, onChange }: PriceFieldProps) {
  const { t } = useTranslation('settings')
  const [typed, setTyped] = useState<number | string>(price)
  const isPossible = typed !== '' && Number(typed) >= 0 && Number(typed) <= highestPrice // an empty field is no price of 0
  return (
    <NumberInput
      label={t('price.label')}
      description={t('price.explanation')}
      error={!isPossible && t('price.impossible', { highest: highestPrice })}
      size="sm"
      min={0}
      max={highestPrice}
      clampBehavior="none"
      allowNegative={false}
      step={0.01}
      decimalScale={4}
      value={typed}
      onChange={setTyped}
      onBlur={() => {
        if (isPossible && Number(typed) !== price) onChange(Number(typed))
      }}
    />
  )
}
