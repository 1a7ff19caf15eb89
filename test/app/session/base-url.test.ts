import { describe, expect, it } from 'vitest'
import { parseApiKey } from '../../../app/session/api-key.ts'
import { normaliseBaseUrl } from '../../../app/session/base-url.ts'

describe('normaliseBaseUrl', () => {
  it.each([
    ['https://api.inductiva.ai', 'https://api.inductiva.ai'],
    [' https://api.inductiva.ai/ ', 'https://api.inductiva.ai'],
    ['api.example.com', 'https://api.example.com'],
    ['HTTPS://API.Example.com:443/base//', 'https://api.example.com/base'],
    ['localhost:8000', 'http://localhost:8000'],
    ['127.0.0.1:8000/', 'http://127.0.0.1:8000'],
    ['http://inductiva.intern:8000', 'http://inductiva.intern:8000'],
  ])('takes "%s" for %s', (typed, baseUrl) => {
    expect(normaliseBaseUrl(typed)).toBe(baseUrl)
  })

  it.each([
    '',
    '   ',
    'https://',
    'not a url',
    'ftp://example.com',
    'file:///etc/passwd',
    'https://ana:secret@example.com',
    'https://example.com/?key=1',
    'https://example.com/#top',
  ])('refuses "%s" with a sentence that does not repeat it', typed => {
    expect(() => normaliseBaseUrl(typed)).toThrow(expect.objectContaining({ code: 'address-malformed' }))
    expect(() => normaliseBaseUrl(typed)).not.toThrow(/secret/)
  })
})

describe('parseApiKey', () => {
  it('takes the white space away that copying adds', () => {
    expect(parseApiKey('  abc.DEF-1_2\n')).toBe('abc.DEF-1_2')
  })

  it.each(['', '  ', 'two words', 'käse', 'key\nX-Evil: 1', 'a/b'])('refuses "%s" without repeating it', text => {
    expect(() => parseApiKey(text)).toThrow(expect.objectContaining({ code: 'key-malformed' }))
    if (text.trim()) expect(() => parseApiKey(text)).not.toThrow(text)
  })
})
