import { describe, expect, it } from 'vitest'
import { canStartHidden, decideClose, quitQuestion } from '../../../../app/domain/desktop/life-cycle.ts'

const settings = { showTray: true, closeToTray: true }

describe('closing the window', () => {
  it.each([
    ['darwin', settings, false, 'close'],
    ['darwin', { showTray: false, closeToTray: false }, false, 'close'],
    ['win32', settings, false, 'hide'],
    ['win32', { showTray: true, closeToTray: false }, false, 'quit'],
    ['win32', { showTray: false, closeToTray: true }, false, 'quit'],
    ['linux', settings, true, 'hide'],
    ['linux', settings, false, 'quit-without-tray'],
    ['linux', { showTray: true, closeToTray: false }, false, 'quit'],
  ] as const)('on %s with %o, tray host %s: %s', (platform, wished, hasTrayHost, decision) => {
    expect(decideClose({ platform, settings: wished, hasTrayHost })).toBe(decision)
  })
})

describe('a start without a window', () => {
  it.each([
    ['darwin', false, false, true],
    ['win32', true, false, true],
    ['win32', false, false, false],
    ['linux', true, true, true],
    ['linux', true, false, false],
  ] as const)('on %s, tray shown %s, tray host %s: %s', (platform, showTray, hasTrayHost, expected) => {
    expect(canStartHidden({ platform, settings: { showTray, closeToTray: true }, hasTrayHost })).toBe(expected)
  })
})

describe('the question before quitting', () => {
  it.each([
    [[], undefined],
    [['done', 'failed', 'cancelled', 'paused'], undefined],
    [['running', 'done'], 'One download is running.'],
    [['queued', 'reading-index', 'running', 'waiting', 'verifying'], '5 downloads are running.'],
  ] as const)('of %j is: %s', (states, message) => {
    expect(quitQuestion(states.map(state => ({ state })))?.message).toBe(message)
  })
})
