import { Button, Group, Text, TextInput } from '@mantine/core'
import { IconArrowUp, IconFolderPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FolderListing } from '../../../app/contract/app-info.ts'
import { useBridge } from '../../bridge/bridge-context.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { formatBytes } from '../../ui/format-bytes.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { usePerform } from '../../ui/use-perform.ts'
import classes from './folder-browser.module.css'
import { FolderList } from './folder-list.tsx'
import { FolderTrail } from './folder-trail.tsx'
import { NewFolder } from './new-folder.tsx'
import { useFolders } from './use-folders.ts'

type FolderBrowserProps = {
  /** Where to begin; home when it is null or cannot be listed. */
  readonly startAt: string | null
  /** The machine that keeps the downloads: not always the one in front of the person. */
  readonly hostName: string
  readonly onChoose: (path: string) => void
  readonly onClose: () => void
}

/** Chooses a folder on the machine that keeps the downloads, where the system has no dialog for it. */
export function FolderBrowser({ startAt, hostName, onChoose, onClose }: FolderBrowserProps) {
  const { t } = useTranslation('transfers')
  const folders = useFolders(startAt)
  const { listing } = folders
  const [typed, setTyped] = useState<Typed | null>(null)
  // Words typed over the path of one folder mean nothing once another one is shown.
  const path = typed !== null && typed.over === listing?.path ? typed.path : (listing?.path ?? '')
  const isElsewhere = listing !== null && path !== listing.path && path.trim() !== listing.path
  return (
    <Dialog
      size="lg"
      onClose={onClose}
      title={t('folders.title', { host: hostName })}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <div className={classes.browser}>
        {listing && (
          <PathField path={path} onType={text => setTyped({ over: listing.path, path: text })} onGo={folders.go} />
        )}
        {folders.problem && <FailureNotice problem={folders.problem} remedies={{ retry: folders.retry }} />}
        {!listing && !folders.problem && <Text size="sm">{t('folders.loading')}</Text>}
        {listing && (
          <>
            <Toolbar key={`bar of ${listing.path}`} listing={listing} onGo={folders.go} onCreated={folders.show} />
            <FolderList key={listing.path} listing={listing} onOpen={folders.go} />
          </>
        )}
        <Group justify="space-between" gap="xs">
          <FolderFacts listing={listing} isElsewhere={isElsewhere} />
          <Group gap="xs">
            <Button variant="default" onClick={onClose}>
              {t('folders.cancel')}
            </Button>
            <Button
              disabled={listing?.isWritable !== true || isElsewhere}
              onClick={() => listing && onChoose(listing.path)}
            >
              {t('folders.choose')}
            </Button>
          </Group>
        </Group>
      </div>
    </Dialog>
  )
}

/** What was typed into the path field while it showed a folder. */
type Typed = { readonly over: string; readonly path: string }

type FolderFactsProps = { readonly listing: FolderListing | null; readonly isElsewhere: boolean }

function FolderFacts({ listing, isElsewhere }: FolderFactsProps) {
  const { t } = useTranslation('transfers')
  if (!listing) return <span />
  if (isElsewhere) {
    return (
      <Text size="xs" role="status" c="dimmed">
        {t('folders.typed')}
      </Text>
    )
  }
  return (
    <Text size="xs" role="status" c={listing.isWritable ? 'dimmed' : 'var(--tone-warning-text)'}>
      {!listing.isWritable && t('folders.notWritable')}{' '}
      {listing.freeBytes !== null && t('folders.free', { free: formatBytes(listing.freeBytes) })}
    </Text>
  )
}

type PathFieldProps = {
  readonly path: string
  readonly onType: (path: string) => void
  readonly onGo: (path: string) => void
}

function PathField({ path, onType, onGo }: PathFieldProps) {
  const { t } = useTranslation('transfers')
  return (
    <form
      className={classes.pathRow}
      onSubmit={event => {
        event.preventDefault()
        onGo(path.trim())
      }}
    >
      <TextInput
        size="xs"
        className={classes.path}
        aria-label={t('folders.path')}
        value={path}
        maxLength={4096}
        spellCheck={false}
        onChange={event => onType(event.currentTarget.value)}
      />
      <Button type="submit" variant="default" disabled={path.trim() === ''}>
        {t('folders.go')}
      </Button>
    </form>
  )
}

type GoProps = { readonly listing: FolderListing; readonly onGo: (path: string) => void }

function Toolbar({ listing, onGo, onCreated }: GoProps & { readonly onCreated: (listing: FolderListing) => void }) {
  const { t } = useTranslation('transfers')
  const { api } = useBridge()
  const { run, isBusy, problem, clear } = usePerform()
  const [isNaming, setNaming] = useState(false)
  const { parent, path } = listing
  const create = (name: string) => run(() => api.createFolder({ parent: path, name }).then(onCreated))
  const stop = () => {
    clear()
    setNaming(false)
  }
  return (
    <>
      <div className={classes.toolbar}>
        <IconButton label={t('folders.up')} disabled={parent === null} onClick={() => parent !== null && onGo(parent)}>
          <IconArrowUp size={16} aria-hidden />
        </IconButton>
        <FolderTrail path={path} onGo={onGo} />
        <Button
          size="compact-xs"
          variant="subtle"
          leftSection={<IconFolderPlus size={14} aria-hidden />}
          disabled={!listing.isWritable}
          onClick={() => setNaming(true)}
        >
          {t('folders.create')}
        </Button>
      </div>
      {isNaming && <NewFolder isBusy={isBusy} onCreate={create} onCancel={stop} />}
      {problem && <FailureNotice problem={problem} />}
    </>
  )
}
