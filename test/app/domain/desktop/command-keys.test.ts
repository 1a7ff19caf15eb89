import { describe, expect, it } from 'vitest'
import { commands } from '../../../../app/contract/commands.ts'
import { acceleratorText, type Keystroke } from '../../../../app/domain/desktop/accelerator.ts'
import { commandOfStroke, keysOfCommand, menuKeyOf } from '../../../../app/domain/desktop/command-keys.ts'

const stroke = (key: string, held: Partial<Keystroke> = {}): Keystroke => ({
  key,
  code: /^\d$/.test(key) ? `Digit${key}` : '',
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
})
const onPc = { isMac: false, isTyping: false, isSingleKeys: true }
const onMac = { ...onPc, isMac: true }

describe('commandOfStroke', () => {
  it.each([
    [stroke('f', { ctrlKey: true }), 'search'],
    [stroke('F', { ctrlKey: true }), 'search'], // with Caps Lock
    [stroke('r', { ctrlKey: true }), 'refresh'],
    [stroke('F5'), 'refresh'],
    [stroke('d', { ctrlKey: true }), 'download'],
    [stroke('.', { ctrlKey: true }), 'kill'],
    [stroke('j', { ctrlKey: true }), 'transfers'],
    [stroke('p'), 'pauseTransfer'],
    [stroke('L', { ctrlKey: true, shiftKey: true }), 'ledger'],
    [stroke('F6'), 'nextRegion'],
    [stroke('F6', { shiftKey: true }), 'previousRegion'],
    [stroke('2', { altKey: true }), 'showFiles'],
    [stroke('?', { shiftKey: true }), 'help'],
    [stroke('/', { shiftKey: true }), 'search'], // on a German keyboard
    [stroke('Escape'), 'stepBack'],
  ])('knows %o', (pressed, command) => expect(commandOfStroke(pressed, onPc)).toBe(command))

  it.each([
    [stroke('f', { metaKey: true }), 'search'],
    [stroke('f', { ctrlKey: true }), null], // moves the caret there
    [stroke('2', { metaKey: true }), 'showFiles'],
    [stroke('€', { altKey: true, code: 'Digit2' }), null], // types
  ])('knows %o on a Mac', (pressed, command) => expect(commandOfStroke(pressed, onMac)).toBe(command))

  it('leaves single keys to a field that is typed in, and to people who turned them off', () => {
    expect(commandOfStroke(stroke('/'), onPc)).toBe('search')
    expect(commandOfStroke(stroke('/'), { ...onPc, isTyping: true })).toBeNull()
    expect(commandOfStroke(stroke('/'), { ...onPc, isSingleKeys: false })).toBeNull()
    expect(commandOfStroke(stroke('f', { ctrlKey: true }), { ...onPc, isTyping: true })).toBe('search')
  })

  it.each([
    stroke('f', { ctrlKey: true, shiftKey: true }),
    stroke('f', { ctrlKey: true, altKey: true }),
    stroke('k', { ctrlKey: true }),
    stroke('l', { ctrlKey: true }),
    stroke('2', { altKey: true, ctrlKey: true }),
  ])('leaves %o to those who use it', pressed => expect(commandOfStroke(pressed, onPc)).toBeNull())
})

describe('the keys of commands', () => {
  it.each([true, false])('belong to one command each (Mac: %s)', isMac => {
    const all = commands.flatMap(name => keysOfCommand(name, isMac))
    expect(new Set(all).size).toBe(all.length)
  })

  it('are shown in a menu only where they neither type nor move', () => {
    expect(menuKeyOf('search', false)).toBe('CommandOrControl+F')
    expect(menuKeyOf('showFiles', true)).toBe('Command+2')
    expect(menuKeyOf('nextRegion', false)).toBe('F6')
    expect(['help', 'pauseTransfer', 'stepBack', 'copyTaskId'].map(name => menuKeyOf(name as never, false))).toEqual(
      Array(4).fill(undefined),
    )
  })

  it.each([
    ['CommandOrControl+Shift+L', 'Ctrl+Shift+L', '⇧⌘L'],
    ['CommandOrControl+,', 'Ctrl+,', '⌘,'],
    ['Alt+1', 'Alt+1', '⌥1'],
    ['Shift+F6', 'Shift+F6', '⇧F6'],
    ['Escape', 'Esc', 'Esc'],
    ['/', '/', '/'],
  ])('are written as people read them: %s', (accelerator, onOthers, onMac) => {
    expect(acceleratorText(accelerator, false)).toBe(onOthers)
    expect(acceleratorText(accelerator, true)).toBe(onMac)
  })
})
