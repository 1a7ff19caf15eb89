import { UsageError } from './usage-error.ts'

/** Answers what `parse` does; what Node says of unknown options and missing values becomes a `UsageError`. */
export function strictly<T>(parse: () => T): T {
  try {
    return parse()
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    throw new UsageError(asSentence(error.message), { cause: error })
  }
}

/** @throws UsageError for anything but an address of the web. It is never repeated: it may carry a signature. */
export function readUrl(text: string | undefined): URL {
  if (text === undefined) throw new UsageError('Say which archive: --url <address of a zip>.')
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') {
    throw new UsageError('--url takes an address that begins with http:// or https://.')
  }
  if (url.username || url.password) throw new UsageError('--url takes an address without user name and password.')
  return url
}

export function readGlobs(globs: readonly string[] = []): readonly string[] {
  if (globs.some(glob => glob === '' || glob.length > 500)) {
    throw new UsageError('--only takes a glob of 1 to 500 characters.')
  }
  if (globs.length > 100) throw new UsageError('--only can be given 100 times at most.')
  return globs
}

/** Node's own message may be a sentence with advice after it, or end without a full stop. */
function asSentence(message: string): string {
  const first = message.split('\n')[0] ?? message
  return first.endsWith('.') ? first : `${first}.`
}
