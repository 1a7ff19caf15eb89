import { describe, expect, it } from 'vitest'
import { parseDeepLink } from '../../../../app/domain/desktop/deep-link.ts'

describe('parseDeepLink', () => {
  it.each(['i4ir3kvv62odsfrhko4y8w2an', 'A', 'a_b-9', 'x'.repeat(64)])('opens the task %s', taskId => {
    expect(parseDeepLink(`inductiva-desktop://task/${taskId}`)).toEqual({ kind: 'task', taskId })
  })

  it.each([
    ['nothing', ''],
    ['the scheme alone', 'inductiva-desktop:'],
    ['no task', 'inductiva-desktop://task/'],
    ['no slash before the id', 'inductiva-desktop://task'],
    ['another scheme', 'https://task/abc'],
    ['a scheme that begins alike', 'inductiva-desktop-x://task/abc'],
    ['something before the scheme', ' inductiva-desktop://task/abc'],
    ['the scheme in capitals', 'INDUCTIVA-DESKTOP://task/abc'],
    ['no host', 'inductiva-desktop:///task/abc'],
    ['another host', 'inductiva-desktop://evil/abc'],
    ['a way up', 'inductiva-desktop://evil/../../x'],
    ['a way up behind the host', 'inductiva-desktop://task/../abc'],
    ['an encoded way up', 'inductiva-desktop://task/%2e%2e%2fabc'],
    ['an encoded letter', 'inductiva-desktop://task/%61bc'],
    ['a backslash', 'inductiva-desktop://task\\abc'],
    ['two ids', 'inductiva-desktop://task/abc/def'],
    ['a slash behind the id', 'inductiva-desktop://task/abc/'],
    ['a query', 'inductiva-desktop://task/abc?tab=files'],
    ['a fragment', 'inductiva-desktop://task/abc#files'],
    ['a port', 'inductiva-desktop://task:80/abc'],
    ['a name and a password', 'inductiva-desktop://me:secret@task/abc'],
    ['a space', 'inductiva-desktop://task/a bc'],
    ['a line break', 'inductiva-desktop://task/abc\n'],
    ['a line break and another link', 'inductiva-desktop://evil/x\ninductiva-desktop://task/abc'],
    ['a null byte', 'inductiva-desktop://task/abc\0'],
    ['markup', 'inductiva-desktop://task/<img src=x onerror=alert(1)>'],
    ['letters that look alike', 'inductiva-desktop://task/аbс'],
    ['an id that is too long', `inductiva-desktop://task/${'x'.repeat(65)}`],
    ['a link that is far too long', `inductiva-desktop://task/${'x'.repeat(5_000_000)}`],
  ])('refuses a link with %s, in a sentence that does not repeat it', (_what, link) => {
    const parsed = parseDeepLink(link)
    expect(parsed).toEqual({ kind: 'refused', sentence: expect.stringMatching(/^A link was not opened: .*\.$/) })
    if (link.length > 30) expect(JSON.stringify(parsed)).not.toContain(link)
  })
})
