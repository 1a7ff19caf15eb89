import { describe, expect, it } from 'vitest'
import { printable } from '../../../app/domain/printable.ts'
import { compareLine, progressLine } from '../../../app/headless/progress-line.ts'
import { runningTransfer as running } from '../../fakes/running-transfer.ts'

describe('the line on progress', () => {
  it('tells how much of what is there, how fast it goes and how long it takes', () => {
    expect(progressLine(running, 200)).toBe(
      '[######..................]  25 %  1.5 MB of 6.0 MB  2.0 MB/s, 12:06 left  1,234 of 5,000 files',
    )
  })

  it('tells the same of a comparison', () => {
    const progress = { checkedBytes: 1_500_000, totalBytes: 6_000_000, checkedFiles: 1_234, totalFiles: 5_000 }
    expect(compareLine(progress, 200)).toBe(
      '[######..................]  25 %  1.5 MB of 6.0 MB compared  1,234 of 5,000 files',
    )
  })

  it('never wraps', () => {
    expect(progressLine(running, 40)).toHaveLength(39)
  })

  it('says what is waited for', () => {
    const failure = { code: 'service-unreachable', message: 'Lost.', remedy: 'retry', details: null } as const
    expect(progressLine({ ...running, state: 'waiting', failure }, 200)).toBe('Waiting for the network: Lost.')
  })
})

it('shows control and direction characters of a foreign text as their numbers', () => {
  expect(printable('a\u001B[2J\u202Eb\n')).toBe('a\\u{1b}[2J\\u{202e}b\\u{a}')
})
