import { describe, expect, it } from 'vitest'
import { statusCodes } from '../../../../app/contract/tasks.ts'
import { whyNoOutputs } from '../../../../app/domain/archive/why-no-outputs.ts'

describe('whyNoOutputs', () => {
  it.each(statusCodes)('has a sentence for outputs and inputs of a task that is %s', status => {
    for (const kind of ['output', 'input'] as const) expect(whyNoOutputs(status, kind)).toMatch(/^[A-Z].*\.$/)
  })

  it('promises outputs to a running task and none to a killed one', () => {
    expect(whyNoOutputs('computation-started', 'output')).toContain('when it has finished')
    expect(whyNoOutputs('killed', 'output')).toContain('nothing to download')
  })
})
