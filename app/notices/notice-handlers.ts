import type { Handlers } from '../contract/define.ts'
import type { noticeCalls } from '../contract/notices.ts'
import type { NoticeDesk } from './notice-desk.ts'
import type { NoticeService } from './notice-service.ts'
import { testPopup } from './test-popup.ts'

/** @param current  The notices of whoever is signed in; fails when nobody is. */
export function createNoticeHandlers(desk: NoticeDesk, current: () => NoticeService): Handlers<typeof noticeCalls> {
  const inPromise = <T>(work: () => T): Promise<T> => new Promise(resolve => resolve(work()))
  return {
    listNotices: () => inPromise(() => ({ notices: current().list(), revision: desk.state().revision })),
    markNoticesRead: ({ ids }) =>
      inPromise(() => {
        current().markRead(ids)
        return desk.state()
      }),
    getNoticeState: () => inPromise(() => desk.state()),
    muteNotices: ({ until }) => inPromise(() => desk.mute(until)),
    showTestNotice: () =>
      inPromise(() => {
        desk.raise(testPopup)
        return { shownBy: desk.state().shownBy }
      }),
  }
}
