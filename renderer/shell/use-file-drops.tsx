import { IconDragDrop } from '@tabler/icons-react'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { acceleratorText } from '../../app/domain/desktop/accelerator.ts'
import { keysOfCommand } from '../../app/domain/desktop/command-keys.ts'
import { useBridge } from '../bridge/bridge-context.tsx'
import { bringsFiles, readDropped } from './dropped.ts'
import classes from './file-drops.module.css'
import { isMac } from './is-mac.ts'
import { say } from './say.ts'

type FileDrops = {
  /** Told the path of what was dropped, on the computer that keeps the downloads. */
  readonly onFolder: (path: string) => void
  readonly onArchive: (path: string) => void
}

/**
 * Takes what is dropped into the window, wherever: nothing ever takes the page's place, as it would by itself. Answers
 * the hint that shows while files are dragged over it. Everything a drop does can be done by keyboard as well.
 */
export function useFileDrops({ onFolder, onArchive }: FileDrops): ReactNode {
  const { pathOf } = useBridge()
  const { t } = useTranslation('shell')
  const [isOver, setOver] = useState(false)
  const take = (data: DataTransfer | null): void => {
    const dropped = readDropped(data)
    if (dropped.kind === 'nothing') return
    if (document.querySelector('[role="dialog"]')) say(t('drop.covered'), false)
    else if (dropped.kind === 'several') say(t('drop.one'), false)
    else if (dropped.kind === 'other') say(t('drop.other', { name: dropped.file.name }), false)
    else if (!pathOf) say(t('drop.noPath', { keys: openKeys }), false)
    else if (dropped.kind === 'folder') onFolder(pathOf(dropped.file))
    else onArchive(pathOf(dropped.file))
  }
  const latest = useRef(take)
  useEffect(() => {
    latest.current = take
  })
  useEffect(
    () =>
      watchDrags({
        onOver: setOver,
        onDrop: data => latest.current(data),
      }),
    [],
  )
  return (
    isOver && (
      <div className={classes.hint}>
        <p className={classes.sentence}>
          <IconDragDrop size={28} aria-hidden />
          {t('drop.hint')}
        </p>
      </div>
    )
  )
}

const openKeys = keysOfCommand('openArchive', isMac)
  .map(key => acceleratorText(key, isMac))
  .join(', ')

type DragWatch = { readonly onOver: (isOver: boolean) => void; readonly onDrop: (data: DataTransfer | null) => void }

/** Follows drags of files over the whole window. Drags of the page's own things are left to whom they concern. */
function watchDrags({ onOver, onDrop }: DragWatch): () => void {
  const over = (event: DragEvent): void => {
    if (!bringsFiles(event.dataTransfer)) return
    event.preventDefault()
    if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy'
    onOver(true)
  }
  /** The pointer goes from one element to the next all the time; it has left the window only when it goes nowhere. */
  const leave = (event: DragEvent): void => {
    if (event.relatedTarget === null) onOver(false)
  }
  const drop = (event: DragEvent): void => {
    onOver(false)
    if (!bringsFiles(event.dataTransfer)) return
    event.preventDefault()
    onDrop(event.dataTransfer)
  }
  window.addEventListener('dragenter', over)
  window.addEventListener('dragover', over)
  window.addEventListener('dragleave', leave)
  window.addEventListener('drop', drop)
  return () => {
    window.removeEventListener('dragenter', over)
    window.removeEventListener('dragover', over)
    window.removeEventListener('dragleave', leave)
    window.removeEventListener('drop', drop)
  }
}
