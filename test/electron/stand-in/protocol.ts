type Handler = (request: Request) => Response | Promise<Response>

let appHandler: Handler | undefined

/** Only the scheme `app` is known here: app-scheme.ts. */
export const protocol = {
  registerSchemesAsPrivileged: () => undefined,
  handle(scheme: string, handler: Handler) {
    if (scheme !== 'app') throw new Error(`The stand-in knows the scheme "app" only, got ${scheme}`)
    appHandler = handler
  },
}

export async function answerAppRequest(url: string, method: string): Promise<Response> {
  if (!appHandler) throw new Error('No handler for the scheme "app"')
  return appHandler(new Request(url, { method }))
}
