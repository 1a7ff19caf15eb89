import { IconArrowUp, IconChevronRight } from '@tabler/icons-react'
import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { printable } from '../../../app/domain/printable.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import type { OpenFiles } from './archive-shelf.ts'
import classes from './files-tab.module.css'
import { foldersAbove } from './selection.ts'

/** The way from the archive's root to the folder on screen. Each step goes there. */
export function FolderTrail({ files }: { readonly files: OpenFiles }) {
  const { t } = useTranslation('outputs')
  const folder = useStore(files.entries, ({ shown }) => (shown.kind === 'folder' ? shown.folder : null))
  if (folder === null) return null
  const above = foldersAbove(folder)
  const go = (path: string) => files.entries.show({ kind: 'folder', folder: path })
  const nameOf = (path: string) =>
    path === '' ? t(`archiveRoot.${files.summary.isLocal ? 'local' : files.summary.kind}`) : printable(lastName(path))
  const [parent] = above
  return (
    <nav aria-label={t('trail')} className={classes.trail}>
      <IconButton label={t('up')} disabled={parent === undefined} onClick={() => parent !== undefined && go(parent)}>
        <IconArrowUp size={16} aria-hidden />
      </IconButton>
      {above.toReversed().map(path => (
        <Fragment key={path}>
          <button type="button" className={classes.step} onClick={() => go(path)}>
            {nameOf(path)}
          </button>
          <IconChevronRight size={12} className={classes.stepMark} aria-hidden />
        </Fragment>
      ))}
      <span className={classes.stepHere} aria-current="location">
        {nameOf(folder)}
      </span>
    </nav>
  )
}

function lastName(folder: string): string {
  return folder.slice(folder.lastIndexOf('/', folder.length - 2) + 1, -1)
}
