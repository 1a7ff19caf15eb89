import { describe, expect, it } from 'vitest'
import { searchableText, searchWords } from '../../../../app/domain/task/search-text.ts'
import { totalCostUsd } from '../../../../app/domain/task/total-cost.ts'
import { taskRecord } from '../../../fakes/task-records.ts'

describe('searchWords', () => {
  it('splits at any white space, ignores case and repetitions', () => {
    expect(searchWords('  OpenFOAM\tuRef openfoam\n')).toEqual(['openfoam', 'uref'])
  })
})

describe('searchableText', () => {
  it('holds id, simulator, project, machine, status and metadata', () => {
    const machine = {
      type: 'c2d-highcpu-16',
      provider: 'GCP',
      hosts: 1,
      name: 'api-x',
      cpuCount: 16,
      memoryBytes: null,
    }
    const { task } = taskRecord('abc123', { machine, project: 'Wind', metadata: { URef: '12' }, status: 'failed' })
    const text = searchableText(task)
    for (const word of ['abc123', 'openfoam', 'wind', 'c2d-highcpu', 'gcp', 'failed', 'uref=12']) {
      expect(text).toContain(word)
    }
  })
})

describe('totalCostUsd', () => {
  const cost = (computationCostUsd: number | null, fee: { amountUsd: number; isCharged: boolean } | null) => {
    const { task } = taskRecord('a', { computationCostUsd })
    return totalCostUsd({ task: { ...task, kill: 'none', tasksAhead: null }, orchestrationFee: fee })
  }

  it('adds the fee only where it is charged', () => {
    expect(cost(0.5, { amountUsd: 0.02, isCharged: true })).toBeCloseTo(0.52)
    expect(cost(0.5, { amountUsd: 0.02, isCharged: false })).toBe(0.5)
  })

  it('is unknown as long as the service names no price', () => {
    expect(cost(null, null)).toBeNull()
    expect(cost(null, { amountUsd: 0.02, isCharged: false })).toBeNull()
    expect(cost(null, { amountUsd: 0.02, isCharged: true })).toBe(0.02)
  })
})
