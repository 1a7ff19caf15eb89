/** One folder on the way down a path. */
export type TrailStep = { readonly name: string; readonly path: string }

/** The sign between folders of a path, as the path itself uses it: the window may run on another system. */
export function separatorOf(path: string): '/' | '\\' {
  return path.startsWith('/') ? '/' : '\\'
}

/** From the root ("/", "C:\", "\\server\share\") down to the folder itself. */
export function trailOf(path: string): readonly TrailStep[] {
  const separator = separatorOf(path)
  const root = /^(?:\/|[A-Za-z]:\\|\\\\[^\\]+\\[^\\]+\\?)/.exec(path)?.[0] ?? ''
  const names = path
    .slice(root.length)
    .split(separator)
    .filter(name => name !== '')
  const steps: TrailStep[] = [{ name: root, path: root }]
  for (const name of names) steps.push({ name, path: joinFolder(steps.at(-1)?.path ?? root, name) })
  return steps
}

/** A folder's path with one more name. */
export function joinFolder(folder: string, name: string): string {
  const separator = separatorOf(folder)
  return folder.endsWith(separator) ? `${folder}${name}` : `${folder}${separator}${name}`
}
