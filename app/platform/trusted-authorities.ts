import { getCACertificates } from 'node:tls'

/** Node's own certificate authorities, and those that this machine trusts, in PEM. Takes some milliseconds. */
export function trustedAuthorities(): string[] {
  return [...getCACertificates('default'), ...getCACertificates('system')]
}
