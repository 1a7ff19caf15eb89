/**
 * What a person means by a path typed or pasted into a field: quotes around it are those of a shell, and `~` is their
 * home folder. What begins at a root is taken as it is, as any name may end in a space or a quote.
 *
 * @param homeFolder  Absolute, of the computer that the path is meant for.
 * @returns Absolute or not: that is for the caller's system to say.
 */
export function readTypedPath(typed: string, homeFolder: string): string {
  if (/^(?:\/|\\|[A-Za-z]:[/\\])/.test(typed)) return typed
  const path = withoutQuotes(typed.trim())
  if (path === '~') return homeFolder
  const isBelowHome = path.startsWith('~/') || (path.startsWith('~\\') && signOf(homeFolder) === '\\')
  return isBelowHome ? below(homeFolder, path.slice(2)) : path
}

/** What to tell whoever gave a path that means something else in every working directory. */
export function wholePathSentence(what: 'folder' | 'zip file', homeFolder: string): string {
  const example = below(homeFolder, what === 'folder' ? 'results' : `results${signOf(homeFolder)}output.zip`)
  return `Give the whole path of the ${what}, such as ${example}. It may begin with ~ for the home folder.`
}

function withoutQuotes(path: string): string {
  return /^(["'])(?<inside>.*)\1$/s.exec(path)?.groups?.['inside'] ?? path
}

function below(folder: string, path: string): string {
  const sign = signOf(folder)
  return folder.endsWith(sign) ? `${folder}${path}` : `${folder}${sign}${path}`
}

/** Between the names of a path, on the system whose home folder that is. */
function signOf(homeFolder: string): '/' | '\\' {
  return homeFolder.startsWith('/') ? '/' : '\\'
}
