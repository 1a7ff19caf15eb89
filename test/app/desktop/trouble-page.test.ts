import { tmpdir } from 'node:os'
import { describe, expect, it } from 'vitest'
import { answerPage } from '../../../app/desktop/page-files.ts'
import { isTroublePage, troublePageAt, troublePath } from '../../../app/desktop/trouble-page.ts'
import { pageTroubles } from '../../../app/domain/desktop/page-trouble.ts'

const origin = 'app://desktop'

describe.each(pageTroubles)('the page about a window that is %s', trouble => {
  const url = `${origin}${troublePath(trouble)}`

  it('says that nothing is lost, and leads back with a link', async () => {
    const response = await answerPage(tmpdir(), { method: 'GET', url }, origin) // a folder without any page
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
    const text = await response.text()
    expect(text).toContain('Nothing is lost: downloads go on')
    expect(text).toContain('<a href="/" autofocus>Reload</a>')
  })

  it('needs neither script nor any other file', () => {
    expect(troublePageAt(troublePath(trouble))).not.toMatch(/<script|src=|href="(?!\/"|data:,")|url\(|@import| on\w+=/)
  })

  it('is known by its address', () => {
    expect(isTroublePage(url)).toBe(true)
  })
})

describe('any other page', () => {
  it.each(['/', '/index.html', '/trouble/', '/trouble/other', '/trouble/crashed/x'])(
    '%s is not about a trouble',
    path => {
      expect(troublePageAt(path)).toBeUndefined()
      expect(isTroublePage(`${origin}${path}`)).toBe(false)
    },
  )

  it('is none without an address', () => {
    expect(isTroublePage('')).toBe(false)
  })
})
