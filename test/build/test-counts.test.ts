import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readTestCounts } from '../../build/test-counts.ts'

let folder = ''
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'test-counts-'))))
afterEach(() => rmSync(folder, { recursive: true }))

function write(report: object): string {
  const file = join(folder, 'report.json')
  writeFileSync(file, JSON.stringify(report))
  return file
}

describe('readTestCounts', () => {
  it('reads a vitest report', () => {
    const file = write({ numPassedTests: 7, numFailedTests: 2, numPendingTests: 1, numTodoTests: 1 })
    expect(readTestCounts(file)).toEqual({ passed: 7, failed: 2, skipped: 2 })
  })

  it('reads a Playwright report and counts a flaky test as failed', () => {
    const file = write({ stats: { expected: 5, unexpected: 1, flaky: 1, skipped: 3 } })
    expect(readTestCounts(file)).toEqual({ passed: 5, failed: 2, skipped: 3 })
  })

  it('answers undefined when no report was written', () => {
    expect(readTestCounts(join(folder, 'none.json'))).toBeUndefined()
  })
})
