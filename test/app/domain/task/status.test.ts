import { describe, expect, it } from 'vitest'
import { statusCodes } from '../../../../app/contract/tasks.ts'
import { explainStatus } from '../../../../app/domain/task/explain-status.ts'
import { isEndedCode, statusGroup, toStatusCode } from '../../../../app/domain/task/status.ts'

describe('toStatusCode', () => {
  it('keeps every code of the service', () => {
    expect(statusCodes.map(toStatusCode)).toEqual(statusCodes)
  })

  it.each(['in-queue', '', 'toString', null])('takes %s for one it does not know', code => {
    expect(toStatusCode(code)).toBe('other')
  })
})

describe('statusGroup', () => {
  it('calls a pre-empted task active while the service is about to submit it again', () => {
    expect(statusGroup('spot-instance-preempted', false)).toBe('active')
    expect(statusGroup('spot-instance-preempted', true)).toBe('failed')
  })

  it('calls only success finished', () => {
    const finished = statusCodes.filter(code => statusGroup(code, true) === 'finished')
    expect(finished).toEqual(['success'])
  })
})

describe('isEndedCode', () => {
  it('knows the eleven codes after which nothing happens', () => {
    expect(statusCodes.filter(isEndedCode)).toHaveLength(11)
    expect(['pending-kill', 'computation-ended', 'other'].some(code => isEndedCode(toStatusCode(code)))).toBe(false)
  })
})

describe('explainStatus', () => {
  it.each(statusCodes)('explains %s in a sentence of its own', code => {
    const { summary, nextStep } = explainStatus(code)
    expect(summary).toMatch(/^[A-Z].{20,}\.$/)
    expect(nextStep ?? 'Nothing.').toMatch(/^[A-Z].*\.$/)
    expect(statusCodes.filter(other => explainStatus(other).summary === summary)).toEqual([code])
  })

  it('says what to do about every status that is not success but final', () => {
    const silent = statusCodes.filter(code => isEndedCode(code) && explainStatus(code).nextStep === null)
    expect(silent).toEqual([])
  })
})
