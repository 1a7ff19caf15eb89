import type { checkCalls } from '../contract/checks.ts'
import type { Handlers } from '../contract/define.ts'
import type { CheckService } from './check-service.ts'

/** @param current The checks of whoever is signed in; fails when nobody is. */
export function createCheckHandlers(current: () => CheckService): Handlers<typeof checkCalls> {
  const inPromise = <T>(work: () => T): Promise<T> => new Promise(resolve => resolve(work()))
  return {
    compareFolder: input => inPromise(() => current().compareFolder(input)),
    checkTransfer: ({ id }) => inPromise(() => current().checkTransfer(id)),
    getCheck: ({ id }) => inPromise(() => current().get(id)),
    cancelCheck: async ({ id }) => current().cancel(id),
    async closeCheck({ id }) {
      await current().close(id)
      return {}
    },
    listFindings: async input => current().findings(input),
    fetchFindings: async input => current().fetch(input),
  }
}
