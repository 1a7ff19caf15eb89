import { describe, expect, it } from 'vitest'
import { parseChangelog, releasesSince } from '../../../../app/domain/updates/changelog.ts'

const text = `# Changelog

What changes, newest first.

## Unreleased

### Added

- One thing, told
  in two lines.
- Another.

### Fixed

- A mistake.

## [1.1.0] - 2026-03-01

### Added

- Older.

## 1.0.0

### Added

- The first.
`

describe('parseChangelog', () => {
  it('reads releases with their groups and entries, newest first', () => {
    const releases = parseChangelog(text)

    expect(releases.map(({ version, date }) => [version, date])).toEqual([
      [null, null],
      ['1.1.0', '2026-03-01'],
      ['1.0.0', null],
    ])
    expect(releases[0]?.groups).toEqual([
      { title: 'Added', entries: ['One thing, told in two lines.', 'Another.'] },
      { title: 'Fixed', entries: ['A mistake.'] },
    ])
  })

  it.each(['', '# Changelog\n\nNothing yet.\n'])('finds no release in %j', empty => {
    expect(parseChangelog(empty)).toEqual([])
  })
})

describe('releasesSince', () => {
  const releases = parseChangelog(text)
  const versions = (seen: string) => releasesSince(releases, seen).map(({ version }) => version)

  it.each([
    ['1.0.0', [null, '1.1.0']],
    ['1.1.0', [null]],
    ['0.9.0', [null, '1.1.0', '1.0.0']], // not in the list: it has seen none of them
  ])('shows somebody who had %s what came after it', (seen, expected) => {
    expect(versions(seen)).toEqual(expected)
  })
})
