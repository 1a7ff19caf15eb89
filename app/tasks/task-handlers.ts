import type { Handlers } from '../contract/define.ts'
import type { taskCalls } from '../contract/tasks.ts'
import type { TaskService } from './task-service.ts'

/** @param current  The service of the account that is signed in; throws `not-signed-in` otherwise. */
export function createTaskHandlers(current: () => TaskService): Handlers<typeof taskCalls> {
  // A failure of `current` becomes a rejection, as of any other call.
  const local = <T>(work: (tasks: TaskService) => T): Promise<T> => new Promise(resolve => resolve(work(current())))
  return {
    listTasks: ({ query, offset, limit }) => local(tasks => tasks.list(query, { offset, limit })),
    listTaskIds: ({ query }) => local(tasks => ({ ids: tasks.listIds(query) })),
    countTasks: ({ query }) => local(tasks => tasks.count(query)),
    getTask: async ({ id }) => current().get(id),
    getTaskSync: () => local(tasks => tasks.sync()),
    refreshTasks: async () => current().refresh(),
    noticeFocus: () =>
      local(tasks => {
        tasks.onFocus()
        return {}
      }),
    killTasks: async ({ ids }) => ({ results: await current().kill(ids) }),
  }
}
