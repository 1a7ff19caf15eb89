import path from 'node:path'
import { app } from 'electron'
import { linkScheme } from '../domain/desktop/deep-link.ts'

/**
 * Asks the system to hand links to this app. From a clone the command is Electron itself, with the folder of the app. On
 * macOS and for installed packages on Linux the package has said so already. A portable program leaves no trace in the
 * system: where it runs from is gone when it ends.
 */
export function registerLinkScheme(): void {
  if (process.env['PORTABLE_EXECUTABLE_FILE'] !== undefined) return
  const appFolder = process.argv[1]
  if (app.isPackaged || appFolder === undefined) app.setAsDefaultProtocolClient(linkScheme)
  else app.setAsDefaultProtocolClient(linkScheme, process.execPath, [path.resolve(appFolder)])
}

/** Links as they come: with the start of the app, with a second start, from the system. All untrusted. */
export interface Links {
  /** Calls back with each link, first with those that came before. Answers a way to stop. */
  follow(listener: (link: string) => void): () => void
  give(link: string): void
}

/** Listens from the first moment on: macOS tells of the link that started the app before it is ready. */
export function listenForLinks(first: string | undefined): Links {
  let waiting = first === undefined ? [] : [first]
  let listener: ((link: string) => void) | undefined
  const give = (link: string) => {
    if (listener) listener(link)
    else waiting.push(link)
  }
  app.on('open-url', (event, link) => {
    event.preventDefault()
    give(link)
  })
  return {
    give,
    follow(follower) {
      listener = follower
      const before = waiting
      waiting = []
      before.forEach(follower)
      return () => (listener = undefined)
    },
  }
}
