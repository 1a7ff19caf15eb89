import { describe, expect, it } from 'vitest'
import { isLoopback } from '../../../../app/domain/network/loopback.ts'
import { parseProxyList, type ProxyRoute } from '../../../../app/domain/network/proxy-list.ts'

const direct: ProxyRoute = { kind: 'direct' }
const proxy = (url: string): ProxyRoute => ({ kind: 'proxy', url })

describe('parseProxyList', () => {
  it.each<[string, readonly ProxyRoute[]]>([
    ['DIRECT', [direct]],
    ['', [direct]],
    [' ; ', [direct]],
    ['PROXY proxy.example:8080', [proxy('http://proxy.example:8080')]],
    ['PROXY proxy.example:8080;DIRECT', [proxy('http://proxy.example:8080'), direct]],
    ['PROXY proxy.example', [proxy('http://proxy.example:80')]],
    ['HTTPS proxy.example', [proxy('https://proxy.example:443')]],
    ['HTTPS proxy.example:8443; PROXY b:1', [proxy('https://proxy.example:8443'), proxy('http://b:1')]],
    ['HTTP a:3128', [proxy('http://a:3128')]],
    ['proxy a:1; direct', [proxy('http://a:1'), direct]],
    ['PROXY 10.0.0.1:3128', [proxy('http://10.0.0.1:3128')]],
    ['PROXY [fd00::1]:3128', [proxy('http://[fd00::1]:3128')]],
    ['  PROXY   a:1  ;  PROXY\tb:2  ', [proxy('http://a:1'), proxy('http://b:2')]],
  ])('reads %j', (text, routes) => {
    expect(parseProxyList(text)).toEqual({ routes, unsupported: [] })
  })

  it.each([
    'SOCKS a:1080',
    'SOCKS5 a:1080',
    'QUIC a:443',
    'PROXY',
    'PROXY a:0',
    'PROXY a:65536',
    'PROXY a:port',
    'PROXY a:1 b:2',
    'PROXY me:secret@a:1',
    'PROXY http://a:1',
    'PROXY a/b:1',
    'DIRECT a:1',
    'nonsense',
  ])('goes straight and says so where all there is is %j', entry => {
    expect(parseProxyList(entry)).toEqual({ routes: [direct], unsupported: [entry] })
  })

  it('passes over what it cannot use', () => {
    expect(parseProxyList('SOCKS5 a:1080; PROXY b:2')).toEqual({
      routes: [proxy('http://b:2')],
      unsupported: ['SOCKS5 a:1080'],
    })
  })
})

describe('isLoopback', () => {
  it.each(['localhost', '127.0.0.1', '127.8.9.1', '[::1]', '::1'])('knows %s', host => {
    expect(isLoopback(host)).toBe(true)
  })

  it.each(['localhost.example', '128.0.0.1', '127.0.0.1.example', '[::2]', ''])('does not know %j', host => {
    expect(isLoopback(host)).toBe(false)
  })
})
