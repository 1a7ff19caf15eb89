import { describe, expect, it } from 'vitest'
import { decideConflict, ruleFor } from '../../../../app/domain/transfer/decide-conflict.ts'

const nothing = { kind: 'nothing' } as const
const same = { kind: 'identical', isOurs: false } as const
const oursSame = { kind: 'identical', isOurs: true } as const
const other = { kind: 'different', isOurs: false } as const
const oursOther = { kind: 'different', isOurs: true } as const
const folder = { kind: 'folder' } as const

describe('decideConflict', () => {
  it.each([
    ['skip-identical', nothing, 'fetch'],
    ['skip-identical', same, 'skip'],
    ['skip-identical', oursSame, 'done'],
    ['skip-identical', other, 'leave'],
    ['skip-identical', oursOther, 'replace'],
    ['skip-identical', folder, 'leave'],
    ['replace', nothing, 'fetch'],
    ['replace', same, 'skip'],
    ['replace', other, 'replace'],
    ['replace', folder, 'leave'],
    ['keep-both', nothing, 'fetch'],
    ['keep-both', same, 'skip'],
    ['keep-both', other, 'rename'],
    ['keep-both', oursOther, 'replace'],
    ['keep-both', folder, 'rename'],
    ['ask', nothing, 'fetch'],
    ['ask', same, 'skip'],
    ['ask', oursSame, 'done'],
    ['ask', other, 'ask'],
    ['ask', oursOther, 'replace'],
    ['ask', folder, 'ask'],
    ['keep', nothing, 'fetch'],
    ['keep', same, 'skip'],
    ['keep', other, 'keep'],
    ['keep', folder, 'keep'],
  ] as const)('%s with %j there: %s', (policy, occupant, decision) => {
    expect(decideConflict(policy, occupant)).toBe(decision)
  })
})

describe('ruleFor', () => {
  it.each([
    ['ask', undefined, 'ask'],
    ['ask', 'skip-identical', 'keep'],
    ['ask', 'replace', 'replace'],
    ['ask', 'keep-both', 'keep-both'],
    ['skip-identical', undefined, 'skip-identical'],
    ['skip-identical', 'replace', 'skip-identical'],
  ] as const)('%s, answered with %s: %s', (policy, answer, rule) => {
    expect(ruleFor(policy, answer)).toBe(rule)
  })
})
