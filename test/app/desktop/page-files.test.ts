import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answerPage } from '../../../app/desktop/page-files.ts'

const top = mkdtempSync(join(tmpdir(), 'page-files-'))
const pages = join(top, 'renderer')
const ask = (path: string, method = 'GET') =>
  answerPage(pages, { method, url: `app://desktop${path}` }, 'app://desktop')

beforeAll(() => {
  mkdirSync(join(pages, 'assets'), { recursive: true })
  writeFileSync(join(pages, 'index.html'), '<h1>Pages</h1>')
  writeFileSync(join(pages, 'assets', 'main.js'), 'start()')
  writeFileSync(join(top, 'secret.txt'), 'secret')
})
afterAll(() => rmSync(top, { recursive: true }))

describe('answerPage', () => {
  it('answers the root with the page, under the content policy', async () => {
    const response = await ask('/')
    expect(await response.text()).toBe('<h1>Pages</h1>')
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
    const policy = response.headers.get('content-security-policy')
    expect(policy).toContain("script-src 'self';")
    expect(policy).toContain('media-src entry://contents;')
    expect(policy?.match(/entry:/g)).toHaveLength(2) // pictures and films, nothing else
  })

  it('answers a script with its type, whatever the query', async () => {
    const response = await ask('/assets/main.js?version=1')
    expect(await response.text()).toBe('start()')
    expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
  })

  it.each([
    '/missing.js',
    '/assets',
    '/../secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '/index.html%00.txt',
    '/%',
  ])('answers 404 for %s', async path => {
    expect((await ask(path)).status).toBe(404)
  })

  it('answers 404 for another host', async () => {
    const response = await answerPage(pages, { method: 'GET', url: 'app://other/index.html' }, 'app://desktop')
    expect(response.status).toBe(404)
  })

  it('takes nothing but reading', async () => {
    expect((await ask('/index.html', 'POST')).status).toBe(405)
  })
})
