import { app } from 'electron'
import type { NoticeState } from '../contract/notices.ts'
import { onCoreEvent } from './desktop-core.ts'
import type { DesktopContext } from './desktop-parts.ts'

/** Counts failures nobody has read on the icon of the app, where the system draws such counts: macOS, some Linux desktops. */
export function startBadge({ core, log }: Pick<DesktopContext, 'core' | 'log'>): () => void {
  const show = ({ unreadFailures }: Pick<NoticeState, 'unreadFailures'>): void => void app.setBadgeCount(unreadFailures)
  const read = (): void =>
    void core.handlers
      .getNoticeState({})
      .then(show, (error: unknown) => log.error('The notices could not be counted', error))
  const stops = [onCoreEvent(core, 'noticesChanged', show), onCoreEvent(core, 'sessionChanged', read)]
  read()
  return () => stops.forEach(stop => stop())
}
