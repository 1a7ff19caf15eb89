import { describe, expect, it } from 'vitest'
import type { NoticeRules, TaskEnd } from '../../../../app/contract/notices.ts'
import { isWanted, usualNoticeRules } from '../../../../app/domain/notices/judge-notice.ts'
import { aTaskEnd, aTransferEnd } from '../../../fakes/fake-notices.ts'

const failed: Partial<TaskEnd> = { status: 'failed', statusAlias: 'Failed' }
const neverRan: Partial<TaskEnd> = { status: 'zombie', statusAlias: 'Zombie', durationSeconds: null }

describe('an end is told', () => {
  it.each<[string, Partial<TaskEnd>, Partial<NoticeRules>, boolean]>([
    ['by the usual rules, whatever it is', failed, {}, true],
    ['where it failed and failures are told', failed, { ends: ['failed'] }, true],
    ['not where it failed and only good ends are', failed, { ends: ['finished'] }, false],
    ['where it finished and good ends are told', {}, { ends: ['finished'] }, true],
    ['not where no end is told', {}, { ends: [] }, false],
    ['not with a code that is left out', failed, { exceptCodes: ['failed'] }, false],
    ['with another code than those left out', failed, { exceptCodes: ['killed'] }, true],
    ['in a chosen project', {}, { projects: ['cavity-sweep'] }, true],
    ['not in another project', {}, { projects: ['wind'] }, false],
    ['not where no project is chosen', {}, { projects: [] }, false],
    ['after exactly the least time', { durationSeconds: 600 }, { minimumMinutes: 10 }, true],
    ['not after less', { durationSeconds: 599 }, { minimumMinutes: 10 }, false],
    ['where it never ran, however long others have to', neverRan, { minimumMinutes: 10 }, true],
  ])('%s', (_name, end, rules, expected) => {
    expect(isWanted(aTaskEnd(end), { ...usualNoticeRules, ...rules })).toBe(expected)
  })

  it.each([
    ['all', 'done', true],
    ['all', 'failed', true],
    ['failed', 'done', false],
    ['failed', 'failed', true],
    ['none', 'failed', false],
  ] as const)('of transfers, where %s are told and it is %s: %s', (transfers, state, expected) => {
    expect(isWanted(aTransferEnd({ state }), { ...usualNoticeRules, transfers, ends: [] })).toBe(expected)
  })
})
