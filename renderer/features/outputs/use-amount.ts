import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { formatBytes } from '../../ui/format-bytes.ts'
import { formatCount } from '../../ui/format-count.ts'
import type { OpenFiles } from './archive-shelf.ts'
import { priceText } from './price.ts'
import type { WhatToSave } from './what-to-save.ts'

/** Says how many files would be saved and what that takes; null while it is not known. */
export function useAmount(files: OpenFiles, pricePerGigabyteUsd: number): (what: WhatToSave | null) => string | null {
  const { t } = useTranslation('outputs')
  const { sum, isSumming } = useStore(files.ticks)
  const { isLocal } = files.summary
  return what => {
    const ticked = sum && !isSumming ? { ...sum, sizeBytes: sum.unpackedBytes } : null
    const amount = what?.entry ?? (what ? ticked : null)
    if (!amount) return null
    const { fileCount, sizeBytes, fetchBytes } = amount
    const counted = t('fileCount', { count: fileCount, formatted: formatCount(fileCount) })
    const takes = t('toFetch', {
      compressed: formatBytes(fetchBytes),
      price: priceText(fetchBytes, pricePerGigabyteUsd),
    })
    return `${counted}, ${isLocal ? formatBytes(sizeBytes) : takes}`
  }
}
