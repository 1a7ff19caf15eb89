import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './folder-browser.module.css'

type NewFolderProps = {
  readonly isBusy: boolean
  readonly onCreate: (name: string) => void
  readonly onCancel: () => void
}

/** Asks for the name of a new folder. */
export function NewFolder({ isBusy, onCreate, onCancel }: NewFolderProps) {
  const { t } = useTranslation('transfers')
  const [name, setName] = useState('')
  return (
    <form
      className={classes.pathRow}
      onSubmit={event => {
        event.preventDefault()
        onCreate(name.trim())
      }}
    >
      <TextInput
        size="xs"
        autoFocus
        className={classes.path}
        aria-label={t('folders.createName')}
        placeholder={t('folders.createName')}
        value={name}
        maxLength={255}
        onChange={event => setName(event.currentTarget.value)}
        onKeyDown={event => {
          if (event.key !== 'Escape') return
          event.stopPropagation()
          onCancel()
        }}
      />
      <Button type="submit" disabled={name.trim() === ''} loading={isBusy}>
        {t('folders.createDo')}
      </Button>
      <Button variant="default" onClick={onCancel}>
        {t('folders.createCancel')}
      </Button>
    </form>
  )
}
