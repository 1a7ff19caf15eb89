/** What changed for people with one version. */
export type Release = {
  readonly version: string | null // null: not released yet
  readonly date: string | null // as it is written
  readonly groups: readonly ReleaseGroup[]
}
export type ReleaseGroup = { readonly title: string; readonly entries: readonly string[] }

/** Reads a changelog in the form of keepachangelog.com, newest release first. Whatever is of another form is left out. */
export function parseChangelog(text: string): readonly Release[] {
  return sectionsOf(text, '## ').map(({ title, body }) => {
    const [, version = title, date] = /^\[?(.+?)\]?(?: - (.+))?$/.exec(title) ?? []
    const groups = sectionsOf(body, '### ').map(group => ({ title: group.title, entries: entriesOf(group.body) }))
    return { version: /^unreleased$/i.test(version) ? null : version, date: date ?? null, groups }
  })
}

function sectionsOf(text: string, mark: string): readonly { readonly title: string; readonly body: string }[] {
  return `\n${text}`
    .split(`\n${mark}`)
    .slice(1)
    .map(section => {
      const [title = '', ...lines] = section.split('\n')
      return { title: title.trim(), body: lines.join('\n') }
    })
}

/** An entry begins with a dash; lines that follow it belong to it. */
function entriesOf(body: string): readonly string[] {
  return `\n${body}`
    .split('\n- ')
    .slice(1)
    .map(entry => (entry.split('\n\n')[0] ?? '').replace(/\s+/g, ' ').trim())
}

/**
 * The releases somebody has not seen: those above the version they had, up to the one they have. What is not released yet
 * counts as part of the newest program. All there are when that version is not in the list.
 */
export function releasesSince(releases: readonly Release[], seen: string): readonly Release[] {
  const end = releases.findIndex(({ version }) => version === seen)
  return end === -1 ? releases : releases.slice(0, end)
}
