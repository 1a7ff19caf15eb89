import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { WhatsNewDialog } from './whats-new-dialog.tsx'

/** Opens the list of what changed. */
export function WhatsNewButton() {
  const { t } = useTranslation('updates')
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button size="xs" variant="default" onClick={() => setOpen(true)}>
        {t('news')}
      </Button>
      <WhatsNewDialog isOpen={isOpen} onClose={() => setOpen(false)} />
    </>
  )
}
