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
  /** In words; null while it is not known. */
  readonly amountOf: (what: WhatToSave | null) => string | null
  readonly onSave: (folder: FavouriteFolder, what: WhatToSave) => void
  /** Asks where to. */
  readonly onElsewhere: (what: WhatToSave) => void
}

/** Saves what is ticked, or else the entry under the cursor: to a favourite folder, to another one, in the browser. */
export function SaveMenu({ files, places, amountOf, onSave, onElsewhere }: SaveMenuProps) {
  const { t } = useTranslation('outputs')
  const ticks = useStore(files.ticks, state => state.ticks)
  const cursor = useStore(files.entries, state => {
    const row = rowAt(state.layout, cursorIndex(state))
    return row && entryAt(state, row)
  })
  const what = whatToSave(ticks, cursor)
  const amount = amountOf(what)
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
          title={what ? [name, amount].filter(Boolean).join(' ') : t('saveTo.nothing')}
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
              aria-description={[folder.path, amount].filter(Boolean).join(', ')}
              onClick={() => onSave(folder, what)}
            >
              {t('saveTo.folder', { name: folder.name })}
              <Amount text={amount} />
            </Menu.Item>
          ))}
          <Menu.Item
            leftSection={<IconFolder size={14} aria-hidden />}
            aria-description={amount ?? undefined}
            onClick={() => onElsewhere(what)}
          >
            {t('saveTo.elsewhere')}
            <Amount text={amount} />
          </Menu.Item>
          {what.entry && places.isBrowserApart && <InBrowser files={files} entry={what.entry} amount={amount} />}
          <Menu.Divider />
          <Menu.Item leftSection={<IconFolderPlus size={14} aria-hidden />} onClick={places.onAdd}>
            {t('saveTo.add')}
          </Menu.Item>
        </Menu.Dropdown>
      )}
    </Menu>
  )
}

/** What an item takes, below its words. Assistive technology reads it in the item's description. */
function Amount({ text }: { readonly text: string | null }) {
  if (text === null) return null
  return (
    <span aria-hidden className={classes.amount}>
      {text}
    </span>
  )
}

type InBrowserProps = { readonly files: OpenFiles; readonly entry: EntryRow; readonly amount: string | null }

/** The browser downloads the file itself, to the computer it runs on. Not there before the address is. */
function InBrowser({ files, entry, amount }: InBrowserProps) {
  const { t } = useTranslation('outputs')
  const address = useStore(files.addresses, () => files.addresses.get(entry))
  if (!address) return null
  return (
    <Menu.Item
      component="a"
      href={address.url}
      target="_blank" // should it fail, its sentence is shown there, and this page stays
      rel="noreferrer"
      aria-description={amount ?? undefined}
      leftSection={<IconDeviceDesktopDown size={14} aria-hidden />}
    >
      {t('saveTo.browser')}
      <Amount text={amount} />
    </Menu.Item>
  )
}
