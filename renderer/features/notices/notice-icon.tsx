import { IconCircleCheck, IconCircleX, IconDownload, IconDownloadOff } from '@tabler/icons-react'
import type { Notice } from '../../../app/contract/notices.ts'

/** What ended, and how: the shape tells both, the colour says it again. */
export function NoticeIcon({ about, isFailure }: Pick<Notice, 'about' | 'isFailure'>) {
  const Sign =
    about.kind === 'task' ? (isFailure ? IconCircleX : IconCircleCheck) : isFailure ? IconDownloadOff : IconDownload
  return <Sign size={18} aria-hidden color={`var(--tone-${isFailure ? 'danger' : 'success'}-text)`} />
}
