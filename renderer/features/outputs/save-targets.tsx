import { IconFolder, IconFolderStar } from '@tabler/icons-react'
import { useState, type DragEvent, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { FavouriteFolder } from '../../../app/contract/favourite-folders.ts'
import classes from './save-targets.module.css'

type SaveTargetsProps = {
  readonly folders: readonly FavouriteFolder[]
  /** What is dragged, in words; null while it is not known. */
  readonly amount: string | null
  readonly onSave: (folder: FavouriteFolder) => void
  /** Asks where to. */
  readonly onElsewhere: () => void
}

/**
 * Folders to drop on while entries are dragged. For the mouse alone: the menu beside the download button does the same.
 */
export function SaveTargets({ folders, amount, onSave, onElsewhere }: SaveTargetsProps) {
  const { t } = useTranslation('outputs')
  return (
    <div role="group" aria-label={t('saveTo.targets')} className={classes.targets}>
      {amount !== null && <p className={classes.amount}>{amount}</p>}
      {folders.map(folder => (
        <Target key={folder.path} title={folder.path} onDrop={() => onSave(folder)}>
          <IconFolderStar size={18} aria-hidden />
          <span className={classes.name}>{folder.name}</span>
        </Target>
      ))}
      <Target onDrop={onElsewhere}>
        <IconFolder size={18} aria-hidden />
        <span className={classes.name}>{t('saveTo.elsewhere')}</span>
      </Target>
    </div>
  )
}

type TargetProps = { readonly title?: string; readonly onDrop: () => void; readonly children: ReactNode }

function Target({ title, onDrop, children }: TargetProps) {
  const [isOver, setOver] = useState(false)
  const take = (event: DragEvent) => {
    event.preventDefault() // which says that it may be dropped here
    event.dataTransfer.dropEffect = 'copy'
    setOver(true)
  }
  return (
    <div
      className={classes.target}
      title={title}
      data-over={isOver}
      onDragEnter={take}
      onDragOver={take}
      onDragLeave={event => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false)
      }}
      onDrop={event => {
        event.preventDefault()
        setOver(false)
        onDrop()
      }}
    >
      {children}
    </div>
  )
}
