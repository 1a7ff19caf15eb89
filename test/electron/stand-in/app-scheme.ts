// Chromium knows no schemes of the app: a page of one is shown under an https address of a domain that cannot exist, and
// answered before anything is looked up. The app itself sees its own schemes everywhere.
const suffix = '.standin.invalid'
const ownUrl = /^(?!https?:|data:|blob:|file:|about:|chrome|devtools:|javascript:)([a-z][a-z0-9+.-]*):\/\/([^/?#]+)/
const shownUrl = /^https:\/\/([^/?#]+)\.([a-z][a-z0-9+-]*)\.standin\.invalid/

export const pagePattern = `https://*${suffix}/*`

/** `app://desktop/x` is shown as `https://desktop.app.standin.invalid/x`. */
export function toPageUrl(appUrl: string): string {
  return appUrl.replace(ownUrl, `https://$2.$1${suffix}`)
}

export function toAppUrl(pageUrl: string): string {
  return pageUrl.replace(shownUrl, '$2://$1')
}

export function originOf(appUrl: string): string {
  return ownUrl.exec(appUrl)?.[0] ?? new URL(appUrl).origin
}
