import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { IconButton } from './icon-button.tsx'
import { usePerform } from './use-perform.ts'

const confirmationMs = 2000

/** Copies a text and says so for two seconds. `what` names it: "Copy task id". */
export function CopyButton({ text, what }: { readonly text: string; readonly what?: string }) {
  const { t } = useTranslation('ui')
  const { run, problem } = usePerform()
  const [isCopied, setCopied] = useState(false)
  useEffect(() => {
    if (!isCopied) return
    const timer = setTimeout(() => setCopied(false), confirmationMs)
    return () => clearTimeout(timer)
  }, [isCopied])

  const copy = () => run(() => navigator.clipboard.writeText(text).then(() => setCopied(true)))
  const label = problem?.message ?? (isCopied ? t('copied') : (what ?? t('copy')))
  return (
    <IconButton label={label} onClick={copy}>
      {isCopied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
    </IconButton>
  )
}
