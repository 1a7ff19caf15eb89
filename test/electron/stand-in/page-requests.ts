import type { CDPSession } from '@playwright/test'
import { pagePattern, toAppUrl } from './app-scheme.ts'
import { answerRequest } from './protocol.ts'

type HeldRequest = { readonly url: string; readonly method: string; readonly headers: Record<string, string> }
type Page = {
  isMainFrame(frameId: string): boolean
  /** Asked about each document for the main frame, by the address Chromium knows. */
  mayNavigate(url: string): boolean
}

/** Holds what a page asks for: documents until the app allows them, addresses of its schemes until it has answered. */
export async function holdRequests(session: CDPSession, page: Page): Promise<void> {
  session.on('Fetch.requestPaused', ({ requestId, request, resourceType, frameId }) => {
    const isPage = resourceType === 'Document' && page.isMainFrame(frameId)
    const isAllowed = !isPage || page.mayNavigate(request.url)
    const done = isAllowed
      ? answer(session, requestId, request)
      : session.send('Fetch.failRequest', { requestId, errorReason: 'Aborted' })
    done.catch(() => undefined) // the page has gone meanwhile
  })
  await session.send('Fetch.enable', { patterns: [{ urlPattern: pagePattern }, { resourceType: 'Document' }] })
}

async function answer(session: CDPSession, requestId: string, request: HeldRequest): Promise<void> {
  const url = toAppUrl(request.url)
  if (url === request.url) {
    await session.send('Fetch.continueRequest', { requestId })
    return
  }
  const response = await responseOf({ ...request, url }).catch(() => undefined)
  if (response) await session.send('Fetch.fulfillRequest', { requestId, ...response })
  else await session.send('Fetch.failRequest', { requestId, errorReason: 'Failed' })
}

/** Chromium takes whole bodies only. One that fails halfway fails the request. */
async function responseOf({ url, method, headers }: HeldRequest) {
  const response = await answerRequest(new Request(url, { method, headers }))
  return {
    responseCode: response.status,
    responseHeaders: [...response.headers].map(([name, value]) => ({ name, value })),
    body: Buffer.from(await response.arrayBuffer()).toString('base64'),
  }
}
