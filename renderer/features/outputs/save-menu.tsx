import { ActionIcon, Menu } from '@mantine/core'
import { IconChevronDown, IconDeviceDesktopDown, IconFolder, IconFolderPlus, IconFolderStar } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { FavouriteFolder } from '../../../app/contract/favourite-folders.ts'
import type { EntryRow } from '../../../app/contract/outputs.ts'
import type { OpenFiles } from './archive-shelf.ts'
import classes from './files-tab.module.css'
import { rowAt } from './entry-layout.ts'
import { cursorIndex, entryAt } from './entry-store.ts'
import type { SavingPlaces } from './saving-places.ts'
import { whatToSave, type WhatToSave } from './what-to-save.ts'

type SaveMenuProps = {
  readonly files: OpenFiles
  readonly places: SavingPlaces
  readonly onSave: (folder: FavouriteFolder, what: WhatToSave) => void
  /** Asks where to. */
  readonly onElsewhere: (what: WhatToSave) => void
}

/** Saves what is ticked, or else the entry under the cursor: to a favourite folder, to another one, in the browser. */
export function SaveMenu({ files, places, onSave, onElsewhere }: SaveMenuProps) {
  const { t } = useTranslation('outputs')
  const ticks = useStore(files.ticks, state => state.ticks)
  const cursor = useStore(files.entries, state => {
    const row = rowAt(state.layout, cursorIndex(state))
    return row && entryAt(state, row)
  })
  const what = whatToSave(ticks, cursor)
  const name = what?.entry ? t('saveTo.entry', { name: what.entry.name }) : t('saveTo.ticked')
  return (
    // The first item has the focus at once; a menu may hold nothing that is no item, as the usual placeholder is none.
    <Menu
      position="top-end"
      withInitialFocusPlaceholder={false}
      menuItemTabIndex={0}
      onOpen={() => what?.entry && places.isBrowserApart && files.addresses.want(what.entry)}
    >
      <Menu.Target>
        <ActionIcon
          variant="default"
          size={40}
          disabled={what === null}
          aria-label={what ? name : t('saveTo.nothing')}
          title={what ? name : t('saveTo.nothing')}
        >
          <IconChevronDown size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      {what && (
        <Menu.Dropdown className={classes.saveMenu}>
          {places.folders.map(folder => (
            <Menu.Item
              key={folder.path}
              leftSection={<IconFolderStar size={14} aria-hidden />}
              title={folder.path}
              onClick={() => onSave(folder, what)}
            >
              {t('saveTo.folder', { name: folder.name })}
            </Menu.Item>
          ))}
          <Menu.Item leftSection={<IconFolder size={14} aria-hidden />} onClick={() => onElsewhere(what)}>
            {t('saveTo.elsewhere')}
          </Menu.Item>
          {what.entry && places.isBrowserApart && <InBrowser files={files} entry={what.entry} />}
          <Menu.Divider />
          <Menu.Item leftSection={<IconFolderPlus size={14} aria-hidden />} onClick={places.onAdd}>
            {t('saveTo.add')}
          </Menu.Item>
        </Menu.Dropdown>
      )}
    </Menu>
  )
}

/** The browser downloads the file itself, to the computer it runs on. Not there before the address is. */
function InBrowser({ files, entry }: { readonly files: OpenFiles; readonly entry: EntryRow }) {
  const { t } = useTranslation('outputs')
  const address = useStore(files.addresses, () => files.addresses.get(entry))
  if (!address) return null
  return (
    <Menu.Item
      component="a"
      href={address.url}
      target="_blank" // should it fail, its sentence is shown there, and this page stays
      rel="noreferrer"
      leftSection={<IconDeviceDesktopDown size={14} aria-hidden />}
    >
      {t('saveTo.browser')}
    </Menu.Item>
  )
}
