import { pageTroubles, type PageTrouble } from '../domain/desktop/page-trouble.ts'

const texts: Readonly<Record<PageTrouble, { readonly title: string; readonly what: string }>> = {
  crashed: {
    title: 'The window stopped working',
    what: 'The part of the app that draws this window ended unexpectedly.',
  },
  'out-of-memory': {
    title: 'The window ran out of memory',
    what: 'The part of the app that draws this window needed more memory than this computer could give it.',
  },
  'not-loaded': {
    title: 'The window could not be loaded',
    what: 'Its page could not be read. If that stays so, install Inductiva Desktop again: your data is kept.',
  },
  'not-connected': {
    title: 'The window could not be connected',
    what: 'The part of the app that connects this window with the rest failed to start. If that stays so, install Inductiva Desktop again: your data is kept.',
  },
}

/** Where the page about a trouble lies below the origin of the app's pages. */
export function troublePath(trouble: PageTrouble): string {
  return `/trouble/${trouble}`
}

/** Whether an address shows one of these pages. */
export function isTroublePage(url: string): boolean {
  return pageTroubles.some(trouble => URL.parse(url)?.pathname === troublePath(trouble))
}

/**
 * The page about a trouble; undefined for any other path. It needs no script, no preload and no other file: whatever
 * failed, this can still be shown. Its link leads to the app's own page, which is all that a reload is.
 */
export function troublePageAt(pathname: string): string | undefined {
  const trouble = pageTroubles.find(each => pathname === troublePath(each))
  if (trouble === undefined) return undefined
  const { title, what } = texts[trouble]
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="color-scheme" content="light dark" />
    <link rel="icon" href="data:," />
    <title>Inductiva Desktop</title>
    <style>${style}</style>
  </head>
  <body>
    <main>
      <h1>${title}</h1>
      <p>${what}</p>
      <p>Nothing is lost: downloads go on, and what runs in the cloud is not touched. The log says more.</p>
      <p><a href="/" autofocus>Reload</a></p>
    </main>
  </body>
</html>
`
}

const style = `
  body { margin: 0; font: 16px/1.5 system-ui, sans-serif; background: light-dark(#ffffff, #242424); color: light-dark(#1f1f1f, #e6e6e6); }
  main { max-width: 34rem; margin: 20vh auto 0; padding: 0 2rem; }
  h1 { font-size: 1.4rem; line-height: 1.3; }
  a { display: inline-block; padding: .5rem 1.2rem; border-radius: 4px; background: light-dark(#1864ab, #a5d8ff); color: light-dark(#ffffff, #12304a); font-weight: 600; text-decoration: none; }
  a:focus-visible { outline: 3px solid light-dark(#1f1f1f, #ffffff); outline-offset: 2px; }
`
