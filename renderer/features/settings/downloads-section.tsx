import { Stack } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Settings } from '../../../app/contract/app-info.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { DestinationTemplate } from './destination-template.tsx'
import { DownloadFolder } from './download-folder.tsx'
import { DownloadSpeed } from './download-speed.tsx'
import { FavouriteFolders } from './favourite-folders.tsx'
import { PriceField } from './price-field.tsx'
import { SettingSwitch } from './setting-switch.tsx'
import { useSettings } from './settings-context.tsx'
import { useChangeSettings } from './use-change-settings.ts'

/** A folder browser drawn by someone else, for shells without a folder dialog of the system. */
export type FolderBrowserSlot = (props: {
  readonly startAt: string
  readonly onChoose: (path: string) => void
  readonly onClose: () => void
}) => ReactNode

type DownloadsSectionProps = { readonly settings: Settings; readonly folderBrowser: FolderBrowserSlot }

/** Where downloads land, how fast they may be, and what they cost. */
export function DownloadsSection({ settings, folderBrowser }: DownloadsSectionProps) {
  const { change, asked, problem } = useChangeSettings()
  const { app } = useSettings()
  return (
    <Stack gap="lg">
      {problem && <FailureNotice problem={problem} />}
      <DownloadFolder
        folder={settings.downloadFolder}
        folderBrowser={folderBrowser}
        onChange={downloadFolder => change({ downloadFolder })}
      />
      <DestinationTemplate
        template={settings.destinationTemplate}
        onChange={destinationTemplate => change({ destinationTemplate })}
      />
      <FavouriteFolders
        folders={asked.favouriteFolders ?? settings.favouriteFolders}
        folderBrowser={folderBrowser}
        onChange={favouriteFolders => change({ favouriteFolders })}
      />
      <DownloadSpeed downloadLimit={settings.downloadLimit} limitHours={settings.limitHours} />
      {app?.shell === 'electron' && <SettingSwitch name="keepAwake" />}
      <PriceField
        price={settings.pricePerGigabyteUsd}
        onChange={pricePerGigabyteUsd => change({ pricePerGigabyteUsd })}
      />
    </Stack>
  )
}
