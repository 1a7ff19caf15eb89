import { describe, expect, it } from 'vitest'
import { contentHeaders, refusalOf } from '../../../../app/domain/archive/entry-answer.ts'
import { mediaTypeOf } from '../../../../app/domain/archive/media-type.ts'

const facts = { purpose: 'show' as const, sizeBytes: 100, tag: '"aa-100"' }
const headersOf = (fileName: string) => contentHeaders({ ...facts, media: mediaTypeOf(fileName), fileName }, null)

describe('mediaTypeOf', () => {
  it.each([
    ['a.png', 'image/png'],
    ['A.JPEG', 'image/jpeg'],
    ['film.mp4', 'video/mp4'],
    ['stdout.txt', 'text/plain; charset=utf-8'],
    ['data.json', 'text/plain; charset=utf-8'],
  ])('shows %s as %s', (name, type) => {
    expect(mediaTypeOf(name)).toEqual({ type, canShow: true })
  })

  it.each(['page.html', 'page.xhtml', 'code.js', 'paper.pdf', 'U', 'png', 'x.constructor', 'a.png.exe', '.png '])(
    'never shows %s',
    name => {
      expect(mediaTypeOf(name)).toEqual({ type: 'application/octet-stream', canShow: false })
    },
  )
})

describe('the headers of a content', () => {
  it('let a page show what is harmless, and only where that was asked for', () => {
    expect(headersOf('a.png')['content-disposition']).toMatch(/^inline; /)
    expect(headersOf('a.html')['content-disposition']).toMatch(/^attachment; /)
    const saved = contentHeaders({ ...facts, media: mediaTypeOf('a.png'), fileName: 'a.png', purpose: 'save' }, null)
    expect(saved['content-disposition']).toMatch(/^attachment; /)
  })

  it('take every power from it', () => {
    const headers = headersOf('a.svg')
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' })
    expect(headers['content-security-policy']).toMatch(/^sandbox; default-src 'none'; /)
    expect(refusalOf(404, 'No.').headers).toMatchObject({
      'content-security-policy': headers['content-security-policy'],
    })
  })

  it.each([
    ['plain.txt', `filename="plain.txt"; filename*=UTF-8''plain.txt`],
    ['溶液 1.dat', `filename="__ 1.dat"; filename*=UTF-8''%E6%BA%B6%E6%B6%B2%201.dat`],
    ['a"b;c\\d%3A.txt', `filename="a_b;c_d_3A.txt"; filename*=UTF-8''a%22b%3Bc%5Cd%253A.txt`],
    ["it's (1)*.txt", `filename="it's (1)*.txt"; filename*=UTF-8''it%27s%20%281%29%2A.txt`],
    ['a\r\nset-cookie: x', `filename="a__set-cookie: x"; filename*=UTF-8''a%0D%0Aset-cookie%3A%20x`],
  ])('name %j without leaving their line', (name, parameters) => {
    expect(headersOf(name)['content-disposition']).toBe(
      `${mediaTypeOf(name).canShow ? 'inline' : 'attachment'}; ${parameters}`,
    )
  })

  it('say which part of how much came', () => {
    const range = { start: 10, end: 20 }
    const part = contentHeaders({ ...facts, media: mediaTypeOf('a'), fileName: 'a' }, range)
    expect(part).toMatchObject({ 'content-range': 'bytes 10-19/100', 'content-length': '10', etag: '"aa-100"' })
  })
})
