import { describe, expect, it } from 'vitest'
import { howToTell, troubleOf } from '../../../../app/domain/desktop/page-trouble.ts'

describe('troubleOf', () => {
  it.each([
    ['clean-exit', undefined],
    ['abnormal-exit', 'crashed'],
    ['killed', 'crashed'],
    ['crashed', 'crashed'],
    ['launch-failed', 'crashed'],
    ['integrity-failure', 'crashed'],
    ['oom', 'out-of-memory'],
    ['memory-eviction', 'out-of-memory'],
  ] as const)('takes %s for %s', (reason, trouble) => {
    expect(troubleOf(reason)).toBe(trouble)
  })
})

describe('howToTell', () => {
  it.each([
    ['a first trouble', [100_000], 'page'],
    ['a third one at once', [99_000, 99_500, 100_000], 'page'],
    ['a fourth one within a minute', [41_000, 99_000, 99_500, 100_000], 'dialog'],
    ['a fourth one when the first is a minute ago', [40_000, 99_000, 99_500, 100_000], 'page'],
  ] as const)('tells of %s on a %s', (_what, troublesAtMs, expected) => {
    expect(howToTell(troublesAtMs, 100_000)).toBe(expected)
  })
})
