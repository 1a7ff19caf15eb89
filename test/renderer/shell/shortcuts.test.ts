import { describe, expect, it } from 'vitest'
import { commandOf, type Keystroke } from '../../../renderer/shell/shortcuts.ts'

const stroke = (key: string, held: Partial<Keystroke> = {}): Keystroke => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
})

describe('commandOf', () => {
  it.each([
    [stroke('f', { ctrlKey: true }), { name: 'search' }],
    [stroke('F', { metaKey: true }), { name: 'search' }],
    [stroke('r', { ctrlKey: true }), { name: 'refresh' }],
    [stroke('F5'), { name: 'refresh' }],
    [stroke('.', { ctrlKey: true }), { name: 'kill' }],
    [stroke('j', { ctrlKey: true }), { name: 'transfers' }],
    [stroke('L', { ctrlKey: true, shiftKey: true }), { name: 'ledger' }],
    [stroke('F6'), { name: 'region', step: 1 }],
    [stroke('F6', { shiftKey: true }), { name: 'region', step: -1 }],
    [stroke('2', { altKey: true }), { name: 'tab', index: 1 }],
    [stroke('?', { shiftKey: true }), { name: 'help' }],
    [stroke('Escape'), { name: 'escape' }],
  ])('knows %o', (pressed, command) => expect(commandOf(pressed, false, true)).toEqual(command))

  it('leaves single keys to a field that is typed in, and to people who turned them off', () => {
    expect(commandOf(stroke('/'), false, true)).toEqual({ name: 'search' })
    expect(commandOf(stroke('/'), true, true)).toBeNull()
    expect(commandOf(stroke('/'), false, false)).toBeNull()
  })

  it('leaves other combinations of a command key to those who use them', () => {
    expect(commandOf(stroke('f', { ctrlKey: true, shiftKey: true }), false, true)).toBeNull()
    expect(commandOf(stroke('k', { ctrlKey: true }), false, true)).toBeNull()
    expect(commandOf(stroke('l', { ctrlKey: true }), false, true)).toBeNull()
  })
})
