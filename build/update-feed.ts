/**
 * Adds the files of another feed for updates to one. Machines that build for one processor each write a feed of the same
 * name, as electron-updater wants a single one for all Macs and looks in it for the files of its own processor.
 *
 * @throws Error unless both are feeds of the same version.
 */
export function mergeFeeds(one: string, other: string): string {
  const versions = [one, other].map(feed => /^version: (.+)$/m.exec(feed)?.[1])
  if (versions[0] === undefined || versions[0] !== versions[1]) {
    throw new Error(`Expected feeds of one version, got ${versions.join(' and ')}`)
  }
  const files = filesOf(one)
  return one.replace(files, () => files + filesOf(other))
}

/** The lines below "files:", as electron-builder writes them. */
function filesOf(feed: string): string {
  const [, files] = /^files:\n((?: .*\n)+)/m.exec(feed) ?? []
  if (files === undefined) throw new Error('Expected a feed with files')
  return files
}
