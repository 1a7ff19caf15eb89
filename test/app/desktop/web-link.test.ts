import { describe, expect, it } from 'vitest'
import { isWebLink } from '../../../app/desktop/web-link.ts'

describe('isWebLink', () => {
  it('lets https addresses out', () => {
    expect(isWebLink('https://docs.inductiva.ai/page?x=1#y')).toBe(true)
  })

  it.each([
    'http://docs.inductiva.ai/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'smb://server/share',
    'ms-settings:network',
    'https://user:password@example.com/',
    '//example.com',
    'not an address',
    '',
  ])('keeps %s in', address => {
    expect(isWebLink(address)).toBe(false)
  })
})
