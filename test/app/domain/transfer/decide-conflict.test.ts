import { describe, expect, it } from 'vitest'
import { decideConflict } from '../../../../app/domain/transfer/decide-conflict.ts'

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
  ] as const)('%s with %j there: %s', (policy, occupant, decision) => {
    expect(decideConflict(policy, occupant)).toBe(decision)
  })
})
