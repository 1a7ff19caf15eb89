import type { PopupDraft } from './notice-desk.ts'

/** Shows where notices come up. The second one takes the place of the first. */
export const testPopup: PopupDraft = {
  id: 'test',
  title: 'Notices of Inductiva Desktop',
  body: 'This is where you are told when a task ends.',
  isFailure: false,
  noticeIds: [],
  taskId: null,
  actions: [],
  replaces: ['test'],
}
