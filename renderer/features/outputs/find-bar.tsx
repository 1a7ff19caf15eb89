import { TextInput } from '@mantine/core'
import { IconChevronDown, IconChevronUp, IconX } from '@tabler/icons-react'
import type { Ref } from 'react'
import { useTranslation } from 'react-i18next'
import { formatCount } from '../../ui/format-count.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { mostMatches } from './find-text.ts'
import classes from './text-preview.module.css'
import type { Finding } from './use-find.ts'

type FindBarProps = {
  readonly finding: Finding
  readonly inputRef: Ref<HTMLInputElement>
  readonly onClose: () => void
}

/** Looks for a text in the preview: Enter goes on, Shift+Enter back, Escape closes. */
export function FindBar({ finding, inputRef, onClose }: FindBarProps) {
  const { t } = useTranslation('outputs')
  const { wanted, matches, current } = finding
  const total = `${formatCount(matches.length)}${matches.length === mostMatches ? '+' : ''}`
  const position =
    matches.length === 0 ? t('preview.noMatches') : t('preview.matches', { current: formatCount(current + 1), total })
  return (
    <div role="search" className={classes.find}>
      <TextInput
        ref={inputRef}
        size="xs"
        autoFocus
        className={classes.findInput}
        aria-label={t('preview.find')}
        placeholder={t('preview.find')}
        value={wanted}
        onChange={event => finding.want(event.currentTarget.value)}
        onKeyDown={event => {
          if (event.key === 'Enter') finding.step(event.shiftKey ? -1 : 1)
          else if (event.key === 'Escape') onClose()
          else return
          event.preventDefault()
          event.stopPropagation()
        }}
      />
      <span role="status" className={classes.muted}>
        {wanted === '' ? '' : position}
      </span>
      <IconButton label={t('preview.findPrevious')} disabled={matches.length === 0} onClick={() => finding.step(-1)}>
        <IconChevronUp size={16} aria-hidden />
      </IconButton>
      <IconButton label={t('preview.findNext')} disabled={matches.length === 0} onClick={() => finding.step(1)}>
        <IconChevronDown size={16} aria-hidden />
      </IconButton>
      <IconButton label={t('preview.closeFind')} onClick={onClose}>
        <IconX size={16} aria-hidden />
      </IconButton>
    </div>
  )
}
