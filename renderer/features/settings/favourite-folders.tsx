import { Button, Text, TextInput } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FavouriteFolder } from '../../../app/contract/favourite-folders.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { useFocusWhenGone } from '../../ui/use-focus-when-gone.ts'
import type { FolderBrowserSlot } from './downloads-section.tsx'
import classes from './favourite-folders.module.css'
import { useAddFavourite } from './use-add-favourite.tsx'

type FavouriteFoldersProps = {
  readonly folders: readonly FavouriteFolder[]
  readonly folderBrowser: FolderBrowserSlot
  readonly onChange: (folders: readonly FavouriteFolder[]) => void
}

/** The folders that files can be dropped on: named, removed, added. Removing one touches nothing on the disk. */
export function FavouriteFolders({ folders, folderBrowser, onChange }: FavouriteFoldersProps) {
  const { t } = useTranslation('settings')
  const labelId = useId()
  const { canAdd, onAdd, problem, dialog } = useAddFavourite(folderBrowser)
  return (
    <div>
      <Text size="sm" fw={500} id={labelId} data-heading tabIndex={-1}>
        {t('favourites.label')}
      </Text>
      <Text size="xs" className={classes.explanation}>
        {t('favourites.explanation')}
      </Text>
      <ul className={classes.list} aria-labelledby={labelId}>
        {folders.map(folder => (
          <Favourite
            key={folder.path}
            folder={folder}
            onRename={name => onChange(folders.map(other => (other.path === folder.path ? { ...other, name } : other)))}
            onRemove={() => onChange(folders.filter(({ path }) => path !== folder.path))}
          />
        ))}
      </ul>
      <Button size="compact-sm" variant="default" disabled={!canAdd} onClick={onAdd}>
        {t('favourites.add')}
      </Button>
      {problem && <FailureNotice problem={problem} />}
      {dialog}
    </div>
  )
}

type FavouriteProps = {
  readonly folder: FavouriteFolder
  readonly onRename: (name: string) => void
  readonly onRemove: () => void
}

/** One of them. Its name is kept when it is left; an empty one becomes what it was. */
function Favourite({ folder, onRename, onRemove }: FavouriteProps) {
  const { t } = useTranslation('settings')
  const [typed, setTyped] = useState(folder.name)
  const row = useRef<HTMLLIElement>(null)
  const expectGone = useFocusWhenGone(row)
  const keep = () => {
    const name = typed.trim()
    setTyped(name === '' ? folder.name : name)
    if (name !== '' && name !== folder.name) onRename(name)
  }
  return (
    <li ref={row} className={classes.favourite}>
      <TextInput
        size="xs"
        className={classes.name}
        aria-label={t('favourites.name', { path: folder.path })}
        value={typed}
        maxLength={60}
        onChange={event => setTyped(event.currentTarget.value)}
        onBlur={keep}
        onKeyDown={event => {
          if (event.key === 'Enter') keep()
        }}
      />
      <span className={classes.path} title={folder.path}>
        {folder.path}
      </span>
      <IconButton
        label={t('favourites.remove', { name: folder.name })}
        onClick={() => {
          expectGone()
          onRemove()
        }}
      >
        <IconTrash size={16} aria-hidden />
      </IconButton>
    </li>
  )
}
