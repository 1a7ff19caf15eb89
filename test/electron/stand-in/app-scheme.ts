// Chromium knows no `app:`; a page of it is shown under an https address of a domain that cannot exist, and answered
// before anything is looked up. The app itself sees `app:` everywhere.
const suffix = '.app.standin.invalid'

export const pagePattern = `https://*${suffix}/*`

export function toPageUrl(appUrl: string): string {
  return appUrl.replace(/^app:\/\/([^/?#]+)/, `https://$1${suffix}`)
}

export function toAppUrl(pageUrl: string): string {
  return pageUrl.replace(/^https:\/\/([^/?#]+)\.app\.standin\.invalid/, 'app://$1')
}

export function originOf(appUrl: string): string {
  return /^app:\/\/[^/?#]+/.exec(appUrl)?.[0] ?? new URL(appUrl).origin
}
