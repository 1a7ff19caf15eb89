import { taskIdSchema, type TaskId } from '../../contract/tasks.ts'

/** The scheme that the system hands to this app. */
export const linkScheme = 'inductiva-desktop'

/** Where a link leads. Any program and any web page can make one. */
export type DeepLink =
  { readonly kind: 'task'; readonly taskId: TaskId } | { readonly kind: 'refused'; readonly sentence: string }

const taskLink = new RegExp(`^${linkScheme}://task/([^/]+)$`)

/**
 * Accepts `inductiva-desktop://task/<id>` as it is written here and nothing else. It is compared as text: an address that
 * needs decoding, resolving or completing first is none of ours. The sentence never repeats the link.
 */
export function parseDeepLink(link: string): DeepLink {
  const taskId = taskIdSchema.safeParse(taskLink.exec(link)?.[1])
  if (taskId.success) return { kind: 'task', taskId: taskId.data }
  return {
    kind: 'refused',
    sentence: `A link was not opened: it does not name a task. A link to a task reads ${linkScheme}://task/ and the task’s id.`,
  }
}
