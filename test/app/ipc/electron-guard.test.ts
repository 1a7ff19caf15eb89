import { describe, expect, it } from 'vitest'
import { createSenderGuard } from '../../../app/ipc/electron-guard.ts'

const origin = 'app://desktop'
const ours = { name: 'our window' }
const guard = createSenderGuard(origin, sender => sender === ours)

describe('createSenderGuard', () => {
  it('trusts the main frame of our window on our page', () => {
    expect(guard.trusts({ sender: ours, senderFrame: { origin, parent: null } })).toBe(true)
  })

  it.each([
    ['a page from elsewhere', { sender: ours, senderFrame: { origin: 'https://example.com', parent: null } }],
    [
      'an origin that only begins like ours',
      { sender: ours, senderFrame: { origin: 'app://desktop.evil', parent: null } },
    ],
    ['a frame inside our page', { sender: ours, senderFrame: { origin, parent: {} } }],
    ['another window', { sender: { name: 'other' }, senderFrame: { origin, parent: null } }],
    ['a frame that is gone', { sender: ours, senderFrame: null }],
  ])('refuses %s', (_name, sender) => {
    expect(guard.trusts(sender)).toBe(false)
  })
})
