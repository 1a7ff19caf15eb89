import { describe, expect, it } from 'vitest'
import { compareKeys, naturalKey } from '../../../../app/domain/archive/natural-order.ts'

const sorted = (names: string[]) =>
  names
    .map(name => ({ name, key: naturalKey(name) }))
    .sort((a, b) => compareKeys(a.key, b.key))
    .map(({ name }) => name)

describe('naturalKey', () => {
  it.each([
    ['numbers by their value', ['processor0', 'processor2', 'processor10', 'processor100']],
    ['time folders as decimals', ['0', '0.005', '0.05', '0.1', '0.15', '1', '1.5', '10']],
    ['padded series in their order', ['U_0001', 'U_0002', 'U_0010', 'U_0999', 'U_1000']],
    ['numbers before names', ['0', '100', 'constant', 'system']],
    ['letters regardless of case', ['alpha', 'Beta', 'gamma']],
    ['very long numbers', ['run99999999999', 'run100000000000']],
  ])('orders %s', (_name, names) => {
    expect(sorted(names.toReversed())).toEqual(names)
  })
})
