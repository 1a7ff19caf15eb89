import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createLog } from '../../../app/platform/log.ts'
import { createRedactor } from '../../../app/platform/redact.ts'

const google = 'https://storage.example/b/t/output.zip?X-Goog-Signature=abc123&X-Goog-Expires=60&sig=s3cr3t&name=x'

function recordLines(homeFolder = '/home/ana') {
  const lines: string[] = []
  const log = createLog({ write: line => void lines.push(line) }, 'debug', homeFolder)
  return { log, text: () => lines.join('') }
}

describe('the log', () => {
  it('never shows a signature or a key, wherever it stands in a line', () => {
    const { log, text } = recordLines()
    log.info(`GET ${google}`, { url: google })
    log.error('failed', new Error(`x-api-key: k-123 refused at ${google}`, { cause: new Error(google) }))
    expect(text()).toContain('storage.example')
    expect(text()).toContain('name=x')
    for (const secret of ['abc123', 's3cr3t', 'k-123']) expect(text()).not.toContain(secret)
  })

  it('writes lines that can still be read after something was taken out', () => {
    const { log, text } = recordLines()
    log.hide('secret.key-1')
    log.info('"quoted" secret.key-1', { authorization: 'Bearer secret.key-1', url: `"${google}"`, n: 1 })
    expect(JSON.parse(text())).toMatchObject({ msg: '"quoted" …', authorization: '…', n: 1 })
  })

  it('does not tell whose home it was written in', () => {
    const { log, text } = recordLines('/home/ana')
    log.info('Saved /home/ana/Downloads/x', { folder: '/home/ana', other: '/home/anabel/x' })
    expect(JSON.parse(text())).toMatchObject({ msg: 'Saved ~/Downloads/x', folder: '~', other: '/home/anabel/x' })
  })
})

describe('a secret that the log was told of', () => {
  // Long enough to be one, and not the mark that stands in its place.
  const secrets = fc.string({ unit: 'grapheme', minLength: 6, maxLength: 60 }).filter(text => !text.includes('…'))
  const around = fc.string({ unit: 'grapheme', maxLength: 30 })

  /** What any reader could find in a line: its text, and every value in it. */
  const readable = (line: string): string => {
    try {
      const values: unknown[] = []
      JSON.parse(line, (_key, value: unknown) => (values.push(value), value))
      return [line, ...values.filter(value => typeof value === 'string')].join('\n')
    } catch {
      return line
    }
  }

  it('gets through in no field, message, stack or cause', () => {
    fc.assert(
      fc.property(secrets, around, around, (secret, before, after) => {
        const { log, text } = recordLines('')
        log.hide(secret)
        const words = `${before}${secret}${after}`
        const inner = Object.assign(new Error(words), { request: { headers: [['x', words]], path: words } })
        log.debug(words, { words })
        log.info(words, { [words]: words })
        log.error(words, new Error(words, { cause: new Error(words, { cause: inner }) }), { words })
        log.error('several', new AggregateError([inner, new Error(words)], words))
        log.error('no error', words)
        for (const line of text().split('\n')) expect(readable(line)).not.toContain(secret)
      }),
    )
  })

  it('gets through neither percent-encoded nor in anything in Base64', () => {
    const keys = fc.stringMatching(/^[\w.~!*'() /+&=%-]{6,40}$/)
    fc.assert(
      fc.property(keys, around, (secret, before) => {
        const { log, text } = recordLines('')
        log.hide(secret)
        const percent = encodeURIComponent(secret)
        const basic = Buffer.from(`${before}:${secret}`).toString('base64')
        const url = Buffer.from(secret).toString('base64url')
        log.info(`${percent} ${percent.toLowerCase()} ${basic} ${url}`, { percent, basic, url })
        // The last character may stand for bits that the secret shares with what follows it.
        expect(text()).not.toContain(url.slice(0, -1))
        expect(text()).not.toContain(percent)
        for (const word of text().split(/[\s"]+/)) {
          expect(Buffer.from(word, 'base64').toString('latin1')).not.toContain(Buffer.from(secret).toString('latin1'))
        }
      }),
    )
  })

  it('is taken out whole where it contains another one', () => {
    const { log, text } = recordLines()
    log.hide('abc.def')
    log.hide('abc.def.ghi')
    log.info('abc.def.ghi')
    expect(text()).not.toContain('ghi')
  })

  it('leaves the log readable where somebody typed a single letter for a key', () => {
    const { log, text } = recordLines()
    log.hide('a')
    log.info('Transfers are paused')
    expect(text()).toContain('Transfers are paused')
  })
})

describe('redact', () => {
  const { redact } = createRedactor()
  it.each([
    ['?sig=abc&a=1', '?sig=…&a=1'],
    ['{"X-API-Key":"abc.def-1"}', '{"X-API-Key":"…"}'],
    ['["x-api-key","abc.def-1","accept","*/*"]', '["x-api-key","…","accept","*/*"]'],
    ['{"key":"abc","name":"x"}', '{"key":"…","name":"x"}'],
    [String.raw`{"msg":"body {\"key\": \"abc\", \"x\": 1}"}`, String.raw`{"msg":"body {\"key\": \"…\", \"x\": 1}"}`],
    ['{"authorization":"Basic dXNlcjpwdw==","x":1}', '{"authorization":"…","x":1}'],
    ['sent Bearer eyJhbGci.x-y at last', 'sent Bearer … at last'],
    ['{"set-cookie":"a=b; HttpOnly; Path=/"}', '{"set-cookie":"…"}'],
    ['/o.zip?X-Amz-Credential=AKIA%2F1&X-Amz-Signature=f00 done', '/o.zip?X-Amz-Credential=…&X-Amz-Signature=… done'],
    ['/o.zip?GoogleAccessId=a@b&Expires=1&Signature=x%2By', '/o.zip?GoogleAccessId=…&Expires=…&Signature=…'],
    ['/o.zip?sv=2024-11-04&sr=b&sig=a%2Bb%3D&se=2026', '/o.zip?sv=2024-11-04&sr=b&sig=…&se=2026'],
    ['/o.zip?X-Expires=60&X-Signature=ab12', '/o.zip?X-Expires=…&X-Signature=…'],
    [
      'to=https%3A%2F%2Fs%2Fo%3Fa%3D1%26X-Goog-Signature%3Dab%26b%3D2',
      'to=https%3A%2F%2Fs%2Fo%3Fa%3D1%26X-Goog-Signature%3D…%26b%3D2',
    ],
    [
      String.raw`{"u":"o?a=1\u0026X-Goog-Signature=ab\u0026b=2"}`,
      String.raw`{"u":"o?a=1\u0026X-Goog-Signature=…\u0026b=2"}`,
    ],
    ['http://ana:p%40ss@proxy.example:3128/', 'http://…@proxy.example:3128/'],
    ["Invalid URL 'http://ana:p@ss@proxy:1'", "Invalid URL 'http://…@proxy:1'"],
    ['HTTPS_PROXY=ana:pass@proxy:3128', 'HTTPS_PROXY=…@proxy:3128'],
    ['nothing to hide: design=3', 'nothing to hide: design=3'],
    ['at file:///app/node_modules/@scope/x.js:1:2', 'at file:///app/node_modules/@scope/x.js:1:2'],
    ['{"time":"2026-01-01T10:11:12.000Z","key":7}', '{"time":"2026-01-01T10:11:12.000Z","key":…}'],
  ])('redacts %s', (text, expected) => {
    expect(redact(text)).toBe(expected)
  })

  it('takes no longer than the text is long', () => {
    const hostile = [';a-'.repeat(100_000), 'x://'.repeat(100_000), '"key":'.repeat(50_000), 'a:b'.repeat(100_000)]
    const startedAtMs = performance.now()
    for (const text of hostile) redact(text)
    expect(performance.now() - startedAtMs).toBeLessThan(5_000)
  })
})
