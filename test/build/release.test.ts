import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { projectFolder } from '../../build/entries.ts'
import { mergeFeeds } from '../../build/update-feed.ts'

const feed = (arch: string, version = '1.2.3') => `version: ${version}
files:
  - url: inductiva-desktop-${version}-mac-${arch}.zip
    sha512: sum-of-${arch}
    size: 7
path: inductiva-desktop-${version}-mac-${arch}.zip
sha512: sum-of-${arch}
releaseDate: '2026-01-01T00:00:00.000Z'
`

describe('mergeFeeds', () => {
  it('lists the files of both, and keeps what is said once', () => {
    const merged = mergeFeeds(feed('arm64'), feed('x64'))
    expect(merged.match(/- url: .+/g)).toEqual([
      '- url: inductiva-desktop-1.2.3-mac-arm64.zip',
      '- url: inductiva-desktop-1.2.3-mac-x64.zip',
    ])
    expect(merged.match(/^path:/gm)).toHaveLength(1)
    expect(merged.match(/^version:/gm)).toHaveLength(1)
  })

  it.each([
    ['another version', feed('x64', '1.2.4')],
    ['no files', 'version: 1.2.3\n'],
    ['no feed', ''],
  ])('refuses %s', (_what, other) => {
    expect(() => mergeFeeds(feed('arm64'), other)).toThrow('Expected')
  })
})

describe('the workflows', () => {
  const folder = path.join(projectFolder, '.github', 'workflows')
  const workflows = readdirSync(folder).map(name => [name, readFileSync(path.join(folder, name), 'utf8')] as const)

  it.each(workflows)('%s runs nothing of others that may change without notice', (_name, text) => {
    const used = text.match(/uses: .+/g) ?? []
    expect(used.length).toBeGreaterThan(0)
    expect(used.filter(line => !/uses: actions\/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual([])
  })

  it.each(workflows)('%s may do nothing by default but read, and leaves no credential behind', (_name, text) => {
    expect(text).toMatch(/^permissions:( \{\}|\n {2}contents: read)$/m)
    expect(text.match(/persist-credentials: false/g)).toHaveLength(text.match(/actions\/checkout@/g)?.length ?? 0)
  })

  it.each(workflows)('%s puts nothing into a shell that comes from outside', (_name, text) => {
    expect(scriptsOf(text).length).toBeGreaterThan(2)
    expect(scriptsOf(text).filter(script => script.includes('${{'))).toEqual([])
  })
})

/** What follows "run:", on its line and on those further in. */
function scriptsOf(text: string): readonly string[] {
  const lines = text.split('\n')
  return lines.flatMap((line, at) => {
    const column = line.search(/\brun:/)
    if (column === -1) return []
    const rest = lines.slice(at + 1)
    const end = rest.findIndex(next => next.trim() !== '' && next.search(/\S/) <= column)
    return [[line, ...rest.slice(0, end === -1 ? undefined : end)].join('\n')]
  })
}
