/**
 * What pages of the app may do: load their own scripts, styles and pictures, talk to their own origin, show pictures
 * and films of archives from theirs, nothing else. Inline styles are allowed because the component library sets them; inline scripts
 * are not.
 */
function contentSecurityPolicy(entryOrigin: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    `img-src 'self' data: blob: ${entryOrigin}`,
    `media-src ${entryOrigin}`,
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/**
 * Sent with every page of the app, in both shells.
 *
 * @param entryOrigin Where contents of archives are served: scheme and host, without a slash at the end.
 */
export function securityHeaders(entryOrigin: string): Readonly<Record<string, string>> {
  return {
    'content-security-policy': contentSecurityPolicy(entryOrigin),
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
  }
}
