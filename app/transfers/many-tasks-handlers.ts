import type { Handlers } from '../contract/define.ts'
import type { manyTasksCalls } from '../contract/many-tasks.ts'
import type { ManyTasks } from './many-tasks.ts'

/** @param current What serves whoever is signed in; fails when nobody is. */
export function createManyTasksHandlers(current: () => ManyTasks): Handlers<typeof manyTasksCalls> {
  return {
    inspectBaseFolder: async ({ baseFolder }) => current().inspectBaseFolder(baseFolder),
    startTransfers: async request => ({ transfers: [...(await current().start(request))] }),
  }
}
