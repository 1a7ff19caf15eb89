import type { NoticePopup } from '../../contract/notices.ts'

/** The system that shows popups outside of the window, as far as there is one. */
export interface SystemNotices {
  /** From here on the system shows them. */
  offer(): void
  /** One came up: whatever was wrong before is over. */
  shown(): void
  /** The system shows none, or not this one, which the window shows then. `problem` is a sentence for people. */
  failed(problem: string, popup: NoticePopup | null): void
}
