import { Modal, Tabs, Text } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useTranslation } from 'react-i18next'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { problemOf } from '../../ui/problem.ts'
import { DownloadsSection, type FolderBrowserSlot } from './downloads-section.tsx'
import { GeneralSection } from './general-section.tsx'
import { useSettings } from './settings-context.tsx'
import classes from './settings-dialog.module.css'
import type { SettingsSection } from './settings-section.ts'

type SettingsDialogProps = {
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly folderBrowser: FolderBrowserSlot
  /** The sections of other features, after our own. */
  readonly sections?: readonly SettingsSection[]
  /** The section to open at; else the first. */
  readonly startAt?: string | undefined
}

/** The settings. Each change holds at once; there is nothing to save. */
export function SettingsDialog({ isOpen, onClose, ...rest }: SettingsDialogProps) {
  const { t } = useTranslation('settings')
  return (
    <Modal.Stack>
      {/* Escape closes what was opened from here first. */}
      <Modal
        stackId="settings"
        size={680}
        opened={isOpen}
        onClose={onClose}
        title={t('title')}
        closeButtonProps={{ 'aria-label': t('close') }}
      >
        <SettingsContent {...rest} />
      </Modal>
    </Modal.Stack>
  )
}

type ContentProps = Omit<SettingsDialogProps, 'isOpen' | 'onClose'>

function SettingsContent({ folderBrowser, sections = [], startAt = 'general' }: ContentProps) {
  const { t } = useTranslation('settings')
  const { t: tUi } = useTranslation('ui')
  const { settings } = useSettings()
  if (settings.value === null && settings.error !== null) {
    return (
      <FailureNotice problem={problemOf(settings.error, tUi('unexpected'))} remedies={{ retry: settings.reload }} />
    )
  }
  if (settings.value === null) return <Text size="sm">{tUi('loading')}</Text>
  const general = { id: 'general', title: t('general'), content: <GeneralSection settings={settings.value} /> }
  const downloads = {
    id: 'downloads',
    title: t('downloads'),
    content: <DownloadsSection settings={settings.value} folderBrowser={folderBrowser} />,
  }
  return <Sections sections={[general, downloads, ...sections]} startAt={startAt} />
}

type SectionsProps = { readonly sections: readonly SettingsSection[]; readonly startAt: string }

/** Tabs beside their pages, or above them where there is no room. What was typed on one page stays while on another. */
function Sections({ sections, startAt }: SectionsProps) {
  const { t } = useTranslation('settings')
  const isNarrow = useMediaQuery('(max-width: 599px)', false, { getInitialValueInEffect: false })
  return (
    <Tabs
      defaultValue={startAt}
      orientation={isNarrow ? 'horizontal' : 'vertical'}
      classNames={{ root: classes.root, list: classes.list, tabLabel: classes.tabLabel, panel: classes.panel }}
    >
      <Tabs.List aria-label={t('sections')}>
        {sections.map(({ id, title }) => (
          <Tabs.Tab key={id} value={id}>
            {title}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {sections.map(({ id, content }) => (
        <Tabs.Panel key={id} value={id}>
          {content}
        </Tabs.Panel>
      ))}
    </Tabs>
  )
}
