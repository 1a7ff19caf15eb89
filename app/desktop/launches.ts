import { app } from 'electron'
import { readLaunchOptions } from '../domain/desktop/launch-options.ts'
import type { DesktopContext } from './desktop-parts.ts'
import { createInbox, type Inbox } from './inbox.ts'

/** What further starts of the app, and the system, want of the one that runs. */
export type Launches = {
  /** Links as they come: with the start of the app, with a further one, from the system. All untrusted. */
  readonly links: Inbox<string>
  /** Somebody wants to see the window. */
  readonly visits: Inbox<void>
}

/**
 * Listens from the first moment on, and keeps what comes until the app has loaded what it needs: a further start goes to
 * this one as soon as this one holds the lock, and macOS tells of the link that started the app before it is ready.
 */
export function listenForLaunches(firstLink: string | undefined): Launches {
  const launches: Launches = { links: createInbox(), visits: createInbox() }
  if (firstLink !== undefined) launches.links.give(firstLink)
  app.on('second-instance', (_event, argv) => {
    const { link, isHidden } = readLaunchOptions(argv)
    if (!isHidden) launches.visits.give() // one at login finds the app there already
    if (link !== undefined) launches.links.give(link)
  })
  app.on('open-url', (event, link) => {
    event.preventDefault()
    launches.links.give(link)
  })
  return launches
}

/** Answers further starts of the app with the window there is. */
export function startLaunches({ windows }: Pick<DesktopContext, 'windows'>, { visits }: Launches): () => void {
  const present = (): void => void windows.present()
  const stop = visits.follow(present)
  app.on('activate', present)
  return () => {
    stop()
    app.off('activate', present)
  }
}
