import { StorageRefused } from '../domain/object-errors.ts'

/** Takes a signed URL apart. Messages never repeat it. */
export function parseStorageUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null
  if (url?.protocol === 'https:' || url?.protocol === 'http:') return url
  throw new StorageRefused('the service handed out an address that is not one of the web')
}

/**
 * Where a redirection leads, if we go there: from https to https, or from this machine to itself. Anything else would
 * hand the signature in the URL to a place that the service did not choose.
 */
export function allowedRedirect(from: URL, location: string): URL {
  const to = URL.canParse(location, from.href) ? new URL(location, from) : null
  if (to?.protocol === 'https:' && from.protocol === 'https:') return to
  if (to?.protocol.startsWith('http') && isLoopback(from) && isLoopback(to)) return to
  throw new StorageRefused('storage redirected to an address that is not safe to follow')
}

function isLoopback({ hostname }: URL): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname)
}
