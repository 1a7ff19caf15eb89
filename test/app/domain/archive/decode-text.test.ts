import { describe, expect, it } from 'vitest'
import { decodeText } from '../../../../app/domain/archive/decode-text.ts'

const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16()

describe('decodeText', () => {
  it.each([
    ['plain text', Buffer.from('residual 1e-5\n'), 'residual 1e-5\n', 'utf-8'],
    ['UTF-8', Buffer.from('Höhe ∂u/∂t'), 'Höhe ∂u/∂t', 'utf-8'],
    ['UTF-8 with a mark', Buffer.from('\ufeffa,b'), 'a,b', 'utf-8'],
    ['UTF-16 with a mark', Buffer.from('\ufeffa,b', 'utf16le'), 'a,b', 'utf-16le'],
    ['UTF-16 of the other order', utf16be('\ufeffa,b'), 'a,b', 'utf-16be'],
    ['UTF-16 without a mark', Buffer.from('velocity', 'utf16le'), 'velocity', 'utf-16le'],
    ['UTF-16 of the other order without a mark', utf16be('velocity'), 'velocity', 'utf-16be'],
    ['Latin 1', Buffer.from('Höhe', 'latin1'), 'Höhe', 'latin1'],
    ['a coloured log', Buffer.from('\u001b[31merror\u001b[0m\r\n'), '\u001b[31merror\u001b[0m\r\n', 'utf-8'],
    ['nothing', Buffer.of(), '', 'utf-8'],
  ])('reads %s', (_name, bytes, text, encoding) => {
    expect(decodeText(bytes, true)).toEqual({ text, encoding })
  })

  it.each([
    ['zeros', Buffer.alloc(1000)],
    ['floats', Buffer.from(Float32Array.from({ length: 500 }, (_, i) => Math.sin(i)).buffer)],
    ['every byte there is', Buffer.from(Array.from({ length: 255 }, (_, i) => i + 1))],
    ['a PNG', Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1')],
  ])('does not take %s for text', (_name, bytes) => {
    expect(decodeText(bytes, true)).toBeNull()
  })

  it('takes a cut character at the end of a beginning, and of nothing else', () => {
    const cut = Buffer.from('aä').subarray(0, 2)
    expect(decodeText(cut, false)).toEqual({ text: 'a', encoding: 'utf-8' })
    expect(decodeText(cut, true)?.encoding).toBe('latin1')
  })
})
