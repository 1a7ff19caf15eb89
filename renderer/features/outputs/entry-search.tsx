import { TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconSearch, IconX } from '@tabler/icons-react'
import { useState, type Ref } from 'react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../../ui/icon-button.tsx'
import type { OpenFiles } from './archive-shelf.ts'
import classes from './files-tab.module.css'

const typingPauseMs = 200

type EntrySearchProps = {
  readonly files: OpenFiles
  readonly inputRef: Ref<HTMLInputElement>
  /** Escape, or an arrow down into the hits. */
  readonly onLeave: () => void
}

/** Finds entries by a part of their path or by a glob; the table shows the hits in place of folders. */
export function EntrySearch({ files, inputRef, onLeave }: EntrySearchProps) {
  const { t } = useTranslation('outputs')
  const [text, setText] = useState(() => searchedText(files))
  const search = useDebouncedCallback((wanted: string) => showHits(files, wanted), typingPauseMs)
  const change = (wanted: string) => {
    setText(wanted)
    search(wanted.trim())
  }
  const clear = () => {
    setText('')
    search.cancel()
    showHits(files, '')
  }
  return (
    <TextInput
      ref={inputRef}
      type="search"
      size="xs"
      className={classes.search}
      aria-label={t('searchName')}
      placeholder={t('search')}
      maxLength={500}
      value={text}
      onChange={event => change(event.currentTarget.value)}
      onKeyDown={event => {
        if (event.key !== 'Escape' && event.key !== 'ArrowDown') return
        event.preventDefault()
        event.stopPropagation()
        if (event.key === 'Escape') clear()
        onLeave()
      }}
      leftSection={<IconSearch size={14} aria-hidden />}
      rightSection={
        text !== '' && (
          <IconButton label={t('clearSearch')} onClick={clear}>
            <IconX size={14} aria-hidden />
          </IconButton>
        )
      }
    />
  )
}

function searchedText(files: OpenFiles): string {
  const { shown } = files.entries.getState()
  return shown.kind === 'search' ? shown.text : ''
}

/** Without a text the folder shown first comes back. */
function showHits(files: OpenFiles, text: string): void {
  const { shown } = files.entries.getState()
  if (text !== '') files.entries.show({ kind: 'search', text })
  else if (shown.kind === 'search') files.entries.show({ kind: 'folder', folder: files.summary.rootFolder })
}
