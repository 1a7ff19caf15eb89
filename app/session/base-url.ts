import { AddressMalformed } from './session-errors.ts'

/**
 * The address of a service as it is used and shown: with scheme, without a slash at the end. Without a scheme it means
 * https, and http on this computer; http elsewhere only where it is typed, for the key then travels in the clear.
 *
 * @throws AddressMalformed
 */
export function normaliseBaseUrl(text: string): string {
  const typed = text.trim()
  const url = URL.parse(typed.includes('://') ? typed : `${defaultScheme(typed)}://${typed}`)
  if (!typed || !url?.hostname)
    throw new AddressMalformed('This is not a web address. Expected something like https://api.inductiva.ai')
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw new AddressMalformed('The address of the service must begin with https:// or http://')
  }
  if (url.username || url.password) {
    throw new AddressMalformed('The address of the service must not contain a user name or a password.')
  }
  if (url.search || url.hash) throw new AddressMalformed('The address of the service must end before any ? or #.')
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`
}

const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?(\/|$)/i

function defaultScheme(typed: string): 'http' | 'https' {
  return loopback.test(typed) ? 'http' : 'https'
}
