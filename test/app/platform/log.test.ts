import { describe, expect, it } from 'vitest'
import { createLog, redact } from '../../../app/platform/log.ts'

const signed = 'https://storage.example/b/t/output.zip?X-Goog-Signature=abc123&X-Goog-Expires=60&sig=s3cr3t&name=x'

describe('the log', () => {
  it('never shows a signature or a key, wherever it stands in a line', () => {
    const lines: string[] = []
    const log = createLog({ write: line => void lines.push(line) }, 'debug')
    log.info(`GET ${signed}`, { url: signed })
    log.error('failed', new Error(`x-api-key: k-123 refused at ${signed}`, { cause: new Error(signed) }))
    const text = lines.join('')
    expect(text).toContain('storage.example')
    expect(text).toContain('name=x')
    for (const secret of ['abc123', 's3cr3t', 'k-123']) expect(text).not.toContain(secret)
  })

  it.each([
    ['?sig=abc&a=1', '?sig=…&a=1'],
    ['{"X-API-Key":"abc.def-1"}', '{"X-API-Key":"…"}'],
    ['nothing to hide: design=3', 'nothing to hide: design=3'],
  ])('redacts %s', (text, expected) => {
    expect(redact(text)).toBe(expected)
  })
})
