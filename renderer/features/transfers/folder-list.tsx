import { IconFolder } from '@tabler/icons-react'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { FolderListing } from '../../../app/contract/app-info.ts'
import { printable } from '../../../app/domain/printable.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import classes from './folder-browser.module.css'
import { joinFolder } from './folder-path.ts'

const rowHeight = 28

type FolderListProps = { readonly listing: FolderListing; readonly onOpen: (path: string) => void }

/** The folders in a folder. Arrow keys walk, Enter opens, Backspace goes up, letters jump to a name. */
export function FolderList({ listing, onOpen }: FolderListProps) {
  const { t } = useTranslation('transfers')
  const id = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const [cursor, setCursor] = useState(0)
  const { folders, parent, path } = listing
  // Another folder is another list: the keyboard goes on in it, wherever it was asked for.
  useEffect(() => {
    scroller.current?.focus()
  }, [])
  // eslint-disable-next-line react-hooks/incompatible-library -- the React compiler, which it warns for, is not in use
  const virtualizer = useVirtualizer({
    count: folders.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 10,
  })
  const open = (index: number) => {
    const name = folders[index]
    if (name !== undefined) onOpen(joinFolder(path, name))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const target = targetOf(event.key, cursor, folders)
    if (target !== null) {
      setCursor(target)
      virtualizer.scrollToIndex(target, { align: 'auto' })
    } else if (event.key === 'Enter') open(cursor)
    else if (event.key === 'Backspace' && parent !== null) onOpen(parent)
    else return
    event.preventDefault()
  }
  const items = virtualizer.getVirtualItems()
  return (
    <div
      ref={scroller}
      role={folders.length === 0 ? 'group' : 'listbox'} // a list box without options is none
      tabIndex={0}
      data-autofocus // where the dialog puts the focus, should it open after this is drawn
      aria-label={t('folders.list', { path })}
      aria-description={t('folders.keys')}
      aria-activedescendant={items.some(({ index }) => index === cursor) ? `${id}-${cursor}` : undefined}
      className={classes.list}
      onKeyDown={onKeyDown}
    >
      {folders.length === 0 && <EmptyState message={t('folders.empty')} />}
      <div style={{ position: 'relative', height: virtualizer.getTotalSize() }} role="presentation">
        {items.map(({ index, start }) => (
          <div
            key={index}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === cursor}
            aria-posinset={index + 1}
            aria-setsize={folders.length}
            className={classes.folder}
            style={{ transform: `translateY(${start}px)`, height: rowHeight }}
            onClick={() => setCursor(index)}
            onDoubleClick={() => open(index)}
          >
            <IconFolder size={16} className={classes.icon} aria-hidden />
            <span className={classes.name}>{printable(folders[index] ?? '')}</span>
          </div>
        ))}
      </div>
    </div>
  )
}

function targetOf(key: string, from: number, folders: readonly string[]): number | null {
  if (folders.length === 0) return null
  const steps: Readonly<Record<string, number>> = {
    ArrowUp: from - 1,
    ArrowDown: from + 1,
    PageUp: from - 8,
    PageDown: from + 8,
    Home: 0,
    End: folders.length - 1,
  }
  const target = steps[key] ?? (key.length === 1 && key !== ' ' ? nextNamed(key, from, folders) : null)
  return target === null ? null : Math.max(0, Math.min(folders.length - 1, target))
}

/** The next folder whose name begins with a letter, round at the end; the present one when there is none. */
function nextNamed(letter: string, from: number, folders: readonly string[]): number {
  const order = folders.map((_, step) => (from + 1 + step) % folders.length)
  return order.find(index => folders[index]?.toLowerCase().startsWith(letter.toLowerCase())) ?? from
}
