import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleX,
  IconClock,
  IconDownload,
  IconPlayerPause,
  IconWifiOff,
} from '@tabler/icons-react'
import type { Standing } from './transfer-words.ts'

/** The sign for how a transfer, or a group, stands. */
export function StateIcon({ state, entriesFailed }: Standing) {
  switch (state) {
    case 'done':
      return entriesFailed > 0 ? <IconAlertTriangle size={14} /> : <IconCircleCheck size={14} />
    case 'failed':
      return <IconAlertTriangle size={14} />
    case 'cancelled':
      return <IconCircleX size={14} />
    case 'paused':
      return <IconPlayerPause size={14} />
    case 'waiting':
      return <IconWifiOff size={14} />
    case 'queued':
      return <IconClock size={14} />
    case 'reading-index':
    case 'running':
    case 'verifying':
      return <IconDownload size={14} />
  }
}
