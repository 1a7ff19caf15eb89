import type { conflictCalls } from '../contract/conflicts.ts'
import type { Handlers } from '../contract/define.ts'
import type { ConflictQuestions } from './conflict-questions.ts'

/** @param current The questions of whoever is signed in; fails when nobody is. */
export function createConflictHandlers(current: () => ConflictQuestions): Handlers<typeof conflictCalls> {
  return {
    listConflicts: async ({ id, offset, limit }) => current().list(id, { offset, limit }),
    decideConflicts: ({ id, conflicts }) => new Promise(resolve => resolve(current().decide(id, conflicts))),
  }
}
