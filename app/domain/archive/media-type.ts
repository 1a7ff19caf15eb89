/** How content is named to a browser, and whether a page may show it: contents of archives are untrusted. */
export type MediaType = { readonly type: string; readonly canShow: boolean }

const text = 'text/plain; charset=utf-8'

/** What a browser may show by itself. Nothing here can run: pages, scripts and documents with scripts are files. */
const shown: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  avif: 'image/avif',
  bmp: 'image/bmp',
  svg: 'image/svg+xml', // its scripts are refused by the policy it comes with
  mp4: 'video/mp4',
  m4v: 'video/mp4',
  webm: 'video/webm',
  ogv: 'video/ogg',
  mp3: 'audio/mpeg',
  wav: 'audio/wav',
  ogg: 'audio/ogg',
  ...Object.fromEntries(['txt', 'log', 'out', 'err', 'csv', 'tsv', 'dat', 'json', 'md'].map(name => [name, text])),
}

/** By the extension alone: what lies in an archive is never looked into to guess. */
export function mediaTypeOf(name: string): MediaType {
  const extension = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? ''
  const type = Object.hasOwn(shown, extension) ? shown[extension] : undefined
  return type === undefined ? { type: 'application/octet-stream', canShow: false } : { type, canShow: true }
}
