import { describe, expect, it } from 'vitest'
import { HeadMalformed, parseHead } from '../../../app/platform/response-head.ts'

describe('parseHead', () => {
  it('reads status and fields, names in lower case', () => {
    const head = parseHead('HTTP/1.1 206 Partial Content\r\nContent-Length: 12\r\nETag:"v1"  \r\nX-Empty:')
    expect(head).toMatchObject({ status: 206, isPersistent: true, contentLength: 12 })
    expect({ ...head.headers }).toEqual({ 'content-length': '12', etag: '"v1"', 'x-empty': '' })
  })

  it('joins fields that come more than once', () => {
    expect(parseHead('HTTP/1.1 200 OK\r\nVia: a\r\nvia: b').headers['via']).toBe('a, b')
  })

  it.each([
    ['HTTP/1.0 200 OK', false],
    ['HTTP/1.1 200 OK\r\nConnection: close', false],
    ['HTTP/1.1 200 OK\r\nConnection: Keep-Alive, Close', false],
    ['HTTP/1.1 200', true],
  ])('knows whether %j lets the connection be used again', (text, isPersistent) => {
    expect(parseHead(text).isPersistent).toBe(isPersistent)
  })

  it.each(['HTTP/1.1 200 OK', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 5'])(
    'knows no length of %j',
    text => {
      expect(parseHead(text).contentLength).toBeNull()
    },
  )

  it.each([
    'HTTP/2 200',
    'HTTP/1.1 20 OK',
    '',
    'HTTP/1.1 200 OK\r\n folded: x',
    'HTTP/1.1 200 OK\r\nno colon',
    'HTTP/1.1 200 OK\r\n: nameless',
    'HTTP/1.1 200 OK\r\nname : spaced',
    'HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6',
    'HTTP/1.1 200 OK\r\nContent-Length: -1',
    'HTTP/1.1 200 OK\r\nContent-Length: 0x10',
  ])('refuses %j', text => {
    expect(() => parseHead(text)).toThrow(HeadMalformed)
  })

  it('takes a field named __proto__ as a field', () => {
    expect(parseHead('HTTP/1.1 200 OK\r\n__proto__: x').headers['__proto__']).toBe('x')
  })
})
