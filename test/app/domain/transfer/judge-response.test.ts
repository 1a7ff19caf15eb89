import { describe, expect, it } from 'vitest'
import { judgeResponse, type RangeQuestion } from '../../../../app/domain/transfer/judge-response.ts'

const nowMs = Date.parse('2026-01-01T00:00:00Z')
const range: RangeQuestion = {
  kind: 'range',
  range: { start: 100, end: 200 },
  expected: { sizeBytes: 1000, validator: '"a"' },
}
const unvalidated: RangeQuestion = { ...range, expected: { sizeBytes: 1000, validator: null } }
const tail: RangeQuestion = { kind: 'tail', bytes: 300 }
const good = { 'content-range': 'bytes 100-199/1000', 'content-length': '100', etag: '"a"' }

function judge(question: RangeQuestion, status: number, headers: Record<string, string | undefined> = {}) {
  return judgeResponse({ status, headers }, question, nowMs)
}

describe('judgeResponse', () => {
  it('accepts exactly the range asked for, of the same object', () => {
    expect(judge(range, 206, good)).toEqual({
      verdict: 'accept',
      identity: { sizeBytes: 1000, validator: '"a"' },
      range: { start: 100, end: 200 },
    })
  })

  it('learns the checksum of the whole object where storage tells it', () => {
    const verdict = judge(tail, 206, { 'content-range': 'bytes 700-999/1000', 'x-goog-hash': 'crc32c=AAAAAA==' })
    expect(verdict).toMatchObject({ identity: { storageChecksum: { kind: 'crc32c', base64: 'AAAAAA==' } } })
  })

  it.each([
    ['the same', 'crc32c=AAAAAA==', 'accept'],
    ['none', undefined, 'accept'],
    ['one of another kind', 'md5=AAAAAAAAAAAAAAAAAAAAAA==', 'accept'],
    ['a malformed one', 'crc32c=nonsense', 'accept'],
    ['another', 'crc32c=AAAAAQ==', 'changed'],
  ])('compares the checksum we started with: on %s', (_name, hash, expected) => {
    const identity = {
      sizeBytes: 1000,
      validator: null,
      storageChecksum: { kind: 'crc32c', base64: 'AAAAAA==' },
    } as const
    const question: RangeQuestion = { ...range, expected: identity }
    expect(judge(question, 206, { ...good, 'x-goog-hash': hash }).verdict).toBe(expected)
  })

  it('accepts an answer that does not state its length, as a chunked one does not', () => {
    expect(judge(range, 206, { ...good, 'content-length': undefined }).verdict).toBe('accept')
  })

  it.each([
    ['absent', undefined],
    ['malformed', 'bytes 100/1000'],
    ['in another unit', 'rows 100-199/1000'],
    ['of unknown size', 'bytes 100-199/*'],
    ['a later range', 'bytes 101-200/1000'],
    ['a shorter range', 'bytes 100-198/1000'],
    ['a longer range', 'bytes 100-200/1000'],
    ['reversed', 'bytes 199-100/1000'],
  ])('distrusts a Content-Range that is %s', (_name, value) => {
    expect(judge(range, 206, { ...good, 'content-range': value }).verdict).toBe('distrust')
  })

  it.each(['99', '101', 'many'])('distrusts a Content-Length of %s for 100 bytes', value => {
    expect(judge(range, 206, { ...good, 'content-length': value }).verdict).toBe('distrust')
  })

  it('distrusts bytes that were compressed on the way', () => {
    expect(judge(range, 206, { ...good, 'content-encoding': 'gzip' }).verdict).toBe('distrust')
  })

  it.each([
    ['another ETag', { etag: '"b"' }],
    ['a weak ETag where it was strong', { etag: 'W/"a"' }],
    ['no ETag where there was one', { etag: undefined }],
    ['another size', { 'content-range': 'bytes 100-199/1001' }],
  ])('calls the object changed on %s', (_name, headers) => {
    expect(judge(range, 206, { ...good, ...headers }).verdict).toBe('changed')
  })

  it('has only the size to compare when the ETag was weak from the start', () => {
    expect(judge(unvalidated, 206, { ...good, etag: 'W/"z"' })).toMatchObject({
      verdict: 'accept',
      identity: { validator: null },
    })
    expect(judge(unvalidated, 206, { ...good, 'content-range': 'bytes 100-199/999' }).verdict).toBe('changed')
  })

  it('learns the identity from a tail, clamped where the object is smaller', () => {
    const whole = { 'content-range': 'bytes 0-41/42', etag: '"t"' }
    expect(judge(tail, 206, whole)).toEqual({
      verdict: 'accept',
      identity: { sizeBytes: 42, validator: '"t"' },
      range: { start: 0, end: 42 },
    })
    expect(judge(tail, 206, { 'content-range': 'bytes 700-999/1000' }).verdict).toBe('accept')
    expect(judge(tail, 206, { 'content-range': 'bytes 0-299/1000' }).verdict).toBe('distrust')
  })

  it('knows an empty object by the answer 416 with size 0', () => {
    expect(judge(tail, 416, { 'content-range': 'bytes */0' })).toMatchObject({
      verdict: 'accept',
      range: { start: 0, end: 0 },
    })
    expect(judge(tail, 416).verdict).toBe('refused')
  })

  it('tells a shrunken object from a refused range', () => {
    expect(judge(range, 416, { 'content-range': 'bytes */50' }).verdict).toBe('changed')
    expect(judge(range, 416, { 'content-range': 'bytes */1000' }).verdict).toBe('refused')
  })

  it.each([
    [200, 'ranges-unsupported'],
    [204, 'refused'],
    [400, 'renew-link'],
    [401, 'renew-link'],
    [403, 'renew-link'],
    [404, 'refused'],
    [405, 'refused'],
    [408, 'retry'],
    [410, 'refused'],
    [412, 'changed'],
    [429, 'wait'],
    [500, 'retry'],
    [502, 'retry'],
    [503, 'wait'],
    [504, 'retry'],
    [302, 'refused'],
  ])('answers status %i with %s', (status, verdict) => {
    expect(judge(range, status).verdict).toBe(verdict)
  })

  it('tells a missing object from a forbidden one', () => {
    expect(judge(range, 404)).toMatchObject({ isMissing: true })
    expect(judge(range, 405)).toMatchObject({ isMissing: false })
  })

  it('hands a redirection on to whoever decides about it', () => {
    expect(judge(range, 307, { location: 'https://x.example/y' })).toEqual({
      verdict: 'redirected',
      location: 'https://x.example/y',
    })
  })

  it.each([
    ['7', 7000],
    ['Thu, 01 Jan 2026 00:00:05 GMT', 5000],
    ['Wed, 31 Dec 2025 23:59:00 GMT', 0],
    ['soon', null],
    [undefined, null],
  ])('reads Retry-After %s as %s ms', (value, expected) => {
    expect(judge(range, 503, { 'retry-after': value })).toMatchObject({ verdict: 'wait', retryAfterMs: expected })
  })
})
