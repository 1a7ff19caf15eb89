type Handler = (request: Request) => Response | Promise<Response>

const handlers = new Map<string, Handler>()

/** Follows https://www.electronjs.org/docs/latest/api/protocol. How Chromium is shown a scheme: app-scheme.ts. */
export const protocol = {
  registerSchemesAsPrivileged: (): void => undefined,
  handle(scheme: string, handler: Handler): void {
    if (handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`)
    handlers.set(scheme, handler)
  },
}

export async function answerRequest(request: Request): Promise<Response> {
  const scheme = new URL(request.url).protocol.slice(0, -1)
  const handler = handlers.get(scheme)
  if (!handler) throw new Error(`No handler for the scheme "${scheme}"`)
  return handler(request)
}
